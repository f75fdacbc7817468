"""axe-core finds no violation of WCAG 2.2 A or AA; nothing scrolls sideways at 320 px."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize

from bot.wording import wording
from tests.browser.conftest import Server
from tests.browser.widget import begin, launcher, panel, replies, write

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
RISEN = "panel => Promise.all(panel.getAnimations().map((animation) => animation.finished))"
QUESTIONS = {
    "fi": ("mistä saan verokortin", "mist mä löydän tet paikan"),
    "sv": ("hur får jag skattekort", "jag söker en praoplats"),
    "en": ("how do I get a tax card", "I am looking for a TET place"),
}


async def violations(page: Page) -> list[str]:
    """Return what axe finds wrong, with the elements."""
    found = await Axe().run(page, context="aura-chat", options=RULES)
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
async def test_no_state_of_the_widget_violates_wcag(
    browser: Browser, server: Server, city: str, language: str, scheme: str
) -> None:
    words = wording(language).labels["page"]
    card, form = QUESTIONS[language]
    async with await browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = await context.new_page()
        await page.goto(f"{city}/?lang={language}")
        await launcher(page).wait_for()
        assert await violations(page) == [], "closed"
        await launcher(page).click()
        await page.get_by_role("button", name=words["accept"]).wait_for()
        await panel(page).evaluate(RISEN)
        assert await violations(page) == [], "consent"
        await page.get_by_role("button", name=words["accept"]).click()
        await replies(page).first.wait_for()
        assert await violations(page) == [], "opened"
        await write(page, card, words)
        await page.locator("aura-chat .card").first.wait_for()
        assert await violations(page) == [], "cards"
        await write(page, form, words)
        assert await violations(page) == [], "form"
        await context.set_offline(True)
        await page.get_by_label(words["message"]).fill("131052-308T")
        await page.keyboard.press("Enter")
        await page.locator("aura-chat .error").wait_for()
        assert await violations(page) == [], "error"


async def test_nothing_scrolls_sideways_at_320_pixels(
    browser: Browser, server: Server, city: str
) -> None:
    viewport: ViewportSize = {"width": 320, "height": 568}
    async with await browser.new_context(viewport=viewport) as context:
        page = await context.new_page()
        await page.goto(f"{city}/?lang=fi")
        await begin(page)
        await write(page, "lähihoitajakoulutus Turussa")
        wide = "element => element.scrollWidth - element.clientWidth"
        assert await panel(page).evaluate(wide) <= 0
        assert await page.locator("aura-chat .scroll").evaluate(wide) <= 0
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320

"""The pages around the chat: one language at a time, links that open it, no violation of WCAG."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.widget import launcher, panel

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PATHS = ("", "embed", "accessibility", "privacy")
LANGUAGES = ("fi", "sv", "en")


async def visit(context: BrowserContext, server: Server, path: str) -> Page:
    """Open a page of Aura's own; returns it when its language is chosen."""
    page = await context.new_page()
    await page.goto(f"{server.url}/{path}")
    await page.locator("html[data-ready]").wait_for()
    return page


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_page_violates_wcag(
    browser: Browser, server: Server, path: str, scheme: str
) -> None:
    context = await browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    for language in LANGUAGES:
        page = await visit(context, server, f"{path}?lang={language}")
        await launcher(page).wait_for()
        found = await Axe().run(page, options=RULES)
        assert [rule["id"] for rule in found.response["violations"]] == [], language
    await context.close()


@pytest.mark.parametrize("path", PATHS)
async def test_no_page_scrolls_sideways_at_320_pixels(
    browser: Browser, server: Server, path: str
) -> None:
    context = await browser.new_context(viewport={"width": 320, "height": 568})
    for language in LANGUAGES:
        page = await visit(context, server, f"{path}?lang={language}")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320, language
    await context.close()


async def test_without_javascript_all_languages_can_be_read(
    browser: Browser, server: Server
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    for path in PATHS:
        await page.goto(f"{server.url}/{path}?lang=sv")
        await expect(page.get_by_role("heading", level=1)).to_have_count(3)
    await context.close()


async def test_the_language_changes_without_a_reload(
    context: BrowserContext, server: Server
) -> None:
    page = await visit(context, server, "privacy?lang=fi")
    await page.evaluate("window.here = true")
    await page.get_by_role("link", name="Svenska").click()
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert await page.evaluate("[document.documentElement.lang, window.here]") == ["sv", True]
    assert await page.title() == "Dataskyddsbeskrivning – Aura"
    assert urlsplit(page.url).query == "lang=sv"


async def test_a_link_opens_the_chat_at_its_topic(context: BrowserContext, server: Server) -> None:
    page = await visit(context, server, "?lang=en")
    assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
    await page.get_by_role("link", name="Moving to Finland").click()
    await expect(panel(page)).to_be_visible()
    await expect(page.locator("aura-chat")).to_have_attribute("topic", "moving")


async def test_the_builder_makes_a_snippet_a_link_and_a_preview(
    context: BrowserContext, server: Server
) -> None:
    page = await visit(context, server, "embed?lang=en")
    await page.get_by_label("Topic").select_option("tet")
    await page.get_by_label("Municipality").select_option(label="Raisio")
    await page.get_by_label("Title").fill('Ask "us" <b>')
    await page.get_by_label("Bottom left").check()
    await page.get_by_role("link", name="Suomi").click()
    assert await page.locator("#link").text_content() == (
        f"{server.url}/?topic=tet&municipality=raisio"
    )
    assert await page.locator("#snippet").text_content() == (
        f'<script type="module" src="{server.url}/aura-chat.js"></script>\n'
        '<aura-chat topic="tet" municipality="raisio" position="start" '
        'title="Ask &quot;us&quot; &lt;b&gt;"></aura-chat>'
    )
    await expect(page.locator("aura-chat")).to_have_attribute("position", "start")
    await expect(launcher(page)).to_contain_text('Ask "us" <b>')


async def test_the_builder_copies(context: BrowserContext, server: Server) -> None:
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = await visit(context, server, "embed?lang=en")
    await page.get_by_role("button", name="Copy the link").click()
    await expect(page.locator("#status")).to_have_text("Copied.")
    assert await page.evaluate("navigator.clipboard.readText()") == f"{server.url}/?open"

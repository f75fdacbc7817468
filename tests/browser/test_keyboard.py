"""The whole journey by keyboard alone."""

from playwright.async_api import Page

from tests.browser.widget import WORDS, begin, launcher, panel, replies, write

FOCUSED = """
() => { let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.innerText || active?.getAttribute("aria-label") || active?.localName; }
"""


async def focused(page: Page) -> str:
    """Return the words of what has the focus."""
    return str(await page.evaluate(FOCUSED)).strip()


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called `name`."""
    for _ in range(40):
        if await focused(page) == name:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


async def test_launcher_consent_quick_reply_card_and_back(page: Page) -> None:
    await tab_to(page, WORDS["launcher"])
    await page.keyboard.press("Enter")
    await tab_to(page, WORDS["accept"])
    await page.keyboard.press("Enter")
    await replies(page).first.wait_for()
    assert await focused(page) in (WORDS["placeholder"], "textarea", "")
    await page.keyboard.press("Shift+Tab")
    for _ in range(30):
        if await focused(page) == "Työ":
            break
        await page.keyboard.press("Shift+Tab")
    before = await replies(page).count()
    await page.keyboard.press("Enter")
    await replies(page).nth(before).wait_for()
    await page.locator("aura-chat .card").first.wait_for()
    await page.locator("aura-chat .card a").first.focus()
    assert "Työ" in await focused(page) or await focused(page)
    await page.keyboard.press("Escape")
    assert await focused(page) == WORDS["launcher"]
    assert await panel(page).evaluate("panel => panel.inert")


async def test_the_panel_opens_again_with_the_conversation_in_it(page: Page) -> None:
    await begin(page)
    await write(page, "moi")
    count = await replies(page).count()
    await page.keyboard.press("Escape")
    await launcher(page).press("Enter")
    assert await replies(page).count() == count
    assert await page.evaluate("document.activeElement.localName") == "aura-chat"

"""What a person does with the widget, by what they see: roles and names."""

from playwright.async_api import Locator, Page, expect

from bot.wording import wording

WORDS = wording("fi").labels["page"]


def launcher(page: Page) -> Locator:
    """Return the button that opens the chat."""
    return page.locator("aura-chat .launcher")


def panel(page: Page) -> Locator:
    """Return the chat's panel."""
    return page.locator("aura-chat .panel")


def replies(page: Page) -> Locator:
    """Return Aura's messages."""
    return page.locator("aura-chat .message.aura")


def said(page: Page) -> Locator:
    """Return the person's messages."""
    return page.locator("aura-chat .message.person")


def bubbles(page: Page) -> Locator:
    """Return the texts of all messages."""
    return page.locator("aura-chat .message .bubble")


async def begin(page: Page, words: dict[str, str] = WORDS) -> None:
    """Open the chat and agree to the terms; returns when the greeting is there."""
    await launcher(page).click()
    await page.get_by_role("button", name=words["accept"]).click()
    await replies(page).first.wait_for()
    await caught_up(page)


async def write(page: Page, text: str, words: dict[str, str] = WORDS) -> None:
    """Write a message and wait for its answer."""
    before = await replies(page).count()
    await page.get_by_label(words["message"]).fill(text)
    await page.keyboard.press("Enter")
    await answered(page, before)


async def answered(page: Page, before: int) -> None:
    """Wait until Aura has said all about the last message; `before` replies were there then."""
    await replies(page).nth(before).wait_for()
    await page.locator("aura-chat .status.typing").wait_for(state="detached")


async def caught_up(page: Page) -> None:
    """Wait until the whole conversation is shown: what comes from now on is new."""
    await expect(page.locator("aura-chat [role=log]")).to_have_attribute("aria-live", "polite")


async def delete(page: Page) -> None:
    """Delete the conversation, as the menu offers it."""
    await page.locator("aura-chat summary").click()
    await page.get_by_role("button", name=WORDS["delete"], exact=True).click()
    await page.get_by_role("button", name=WORDS["delete_yes"]).click()
    await page.get_by_role("button", name=WORDS["accept"]).wait_for()

"""No message is lost or doubled, whatever happens to the page, the line or the server."""

import asyncio

from playwright.async_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Server
from tests.browser.widget import (
    WORDS,
    answered,
    begin,
    bubbles,
    caught_up,
    delete,
    launcher,
    replies,
    said,
    write,
)


async def texts(page: Page) -> list[str]:
    """Return what the conversation says, message by message."""
    return await bubbles(page).all_inner_texts()


async def test_reload_and_another_page_show_the_same_conversation(page: Page) -> None:
    await begin(page)
    await write(page, "mistä saan verokortin")
    before = (await texts(page))[1:]  # the greeting is not part of the conversation
    await page.reload()
    await caught_up(page)
    assert await texts(page) == before
    await page.get_by_role("link", name="Toinen sivu").click()
    await caught_up(page)
    assert await texts(page) == before


async def test_two_tabs_show_the_same_conversation(
    page: Page, context: BrowserContext, city: str
) -> None:
    await begin(page)
    await write(page, "moi")
    other = await context.new_page()
    await other.goto(city)
    await launcher(other).click()
    await caught_up(other)
    await write(other, "mistä saan verokortin")
    greeting = (await texts(page))[:1]
    await expect(bubbles(page)).to_have_text(greeting + await texts(other), use_inner_text=True)


async def test_a_message_written_offline_is_sent_once_when_the_line_is_back(
    page: Page, context: BrowserContext
) -> None:
    await begin(page)
    await context.set_offline(True)
    await page.get_by_label(WORDS["message"]).fill("mistä saan verokortin")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name=WORDS["retry"]).wait_for()
    await context.set_offline(False)
    await page.locator("aura-chat .card").first.wait_for()
    assert await said(page).count() == 1
    assert await page.locator("aura-chat .message .error").count() == 0


async def test_a_restart_of_the_server_loses_and_doubles_nothing(
    page: Page, server: Server
) -> None:
    await begin(page)
    await write(page, "mistä saan verokortin")
    before, answers = await texts(page), await replies(page).count()
    server.stop()
    await page.get_by_label(WORDS["message"]).fill("entä pankkitili?")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name=WORDS["retry"]).wait_for()
    server.start()
    await page.get_by_role("button", name=WORDS["retry"]).click()
    await answered(page, answers)
    assert (await texts(page))[: len(before)] == before
    assert await said(page).count() == 2


async def test_deleting_in_one_tab_empties_the_other(
    page: Page, context: BrowserContext, city: str
) -> None:
    await begin(page)
    await write(page, "moi")
    other = await context.new_page()
    await other.goto(city)
    await launcher(other).click()
    await said(other).first.wait_for()
    await delete(page)
    await other.get_by_role("button", name=WORDS["accept"]).wait_for()
    assert await said(other).count() == 0


async def test_an_answer_that_comes_after_deleting_is_not_shown_or_stored(page: Page) -> None:
    async def slow(route: Route) -> None:
        answer = await route.fetch()
        await asyncio.sleep(2)
        await route.fulfill(response=answer)

    await begin(page)
    await page.route("**/messages", slow)
    await page.get_by_label(WORDS["message"]).fill("moi")
    await page.keyboard.press("Enter")
    await delete(page)
    await page.wait_for_timeout(3000)
    assert await replies(page).count() == await said(page).count() == 0
    assert await page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


async def test_a_widget_that_is_moved_in_the_page_goes_on(page: Page) -> None:
    await begin(page)
    await page.evaluate("document.body.append(document.querySelector('aura-chat'))")
    await write(page, "moi")
    assert await page.evaluate("document.querySelector('aura-chat').gateway.stream !== null")


async def test_opened_offline_it_can_be_tried_again(page: Page, context: BrowserContext) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await context.set_offline(True)
    await launcher(page).click()
    await page.locator("aura-chat .notice .send").wait_for()
    await page.locator("aura-chat textarea").fill("moi")
    await page.keyboard.press("Enter")
    await context.set_offline(False)
    await page.locator("aura-chat .notice .send").click()
    await page.get_by_role("button", name=WORDS["accept"]).wait_for()
    assert errors == []


async def test_the_answer_to_a_held_message_is_announced_before_the_stream_is_there(
    page: Page,
) -> None:
    async def late(route: Route) -> None:
        await asyncio.sleep(3)
        await route.continue_()

    await page.route("**/events", late)
    await launcher(page).click()
    await page.get_by_label(WORDS["message"]).fill("moi")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name=WORDS["accept"]).click()
    await replies(page).first.wait_for()
    assert await page.locator("aura-chat [role=log]").get_attribute("aria-live") == "polite"

"""A closed widget costs and stores nothing."""

from playwright.async_api import BrowserContext, Page, Request

from tests.browser.conftest import Server
from tests.browser.widget import begin, launcher, panel, write

VIOLATIONS = """
() => { window.violations = [];
  document.addEventListener("securitypolicyviolation",
    (event) => window.violations.push(event.violatedDirective)); }
"""
BLOCKS = """
window.blocks = [];
new PerformanceObserver((list) => blocks.push(...list.getEntries().map((task) => task.duration)))
  .observe({type: "longtask", buffered: true});
"""
TASK = 50  # milliseconds of the main thread in one go that block nobody
LONGEST_BLOCK = 20  # milliseconds beyond them
LOADS = 3  # the best counts: what else runs on the machine lengthens a task, nothing shortens it


async def test_nothing_is_stored_and_nothing_asked_before_it_is_opened(
    context: BrowserContext, server: Server, city: str
) -> None:
    asked: list[Request] = []
    page = await context.new_page()
    page.on("request", lambda request: asked.append(request))
    await page.goto(city)
    await launcher(page).wait_for()
    await page.wait_for_timeout(500)
    paths = [request.url.removeprefix(server.url) for request in asked if server.url in request.url]
    assert all(path.startswith("/aura-chat.") for path in paths), paths
    assert await page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert await context.cookies() == []


async def test_a_strict_policy_is_never_violated_and_no_third_party_is_asked(
    context: BrowserContext, server: Server, city: str
) -> None:
    asked: list[str] = []
    page = await context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    await page.add_init_script(f"({VIOLATIONS})()")
    await page.goto(city)
    await begin(page)
    await write(page, "lähihoitajakoulutus Turussa")
    assert await page.evaluate("window.violations") == []
    ours = (server.url, city, "blob:", "data:")
    assert [url for url in asked if not url.startswith(ours)] == []


async def test_a_closed_panel_is_inert(page: Page) -> None:
    assert await panel(page).evaluate("panel => panel.inert && panel.hidden")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.localName") == "aura-chat"
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.localName") != "aura-chat"


async def test_loading_the_closed_widget_does_not_block_the_page(
    context: BrowserContext, city: str, server: Server
) -> None:
    blocked = []
    for _ in range(LOADS):
        page = await context.new_page()
        await page.add_init_script(BLOCKS)
        await page.goto(city)
        await launcher(page).wait_for()
        blocks: list[float] = await page.evaluate("window.blocks")
        blocked.append(max([0, *(block - TASK for block in blocks)]))
        await page.close()
    print(f"closed widget: the page's main thread was blocked {blocked} ms")
    assert min(blocked) <= LONGEST_BLOCK

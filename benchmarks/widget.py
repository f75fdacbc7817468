"""The widget beside rasa-webchat: what a page pays for it while it is closed, how soon it opens.

Each embeds as its README says, in Chromium, on a page of localhost and with an empty cache. Aura
answers from its own server; rasa-webchat from a Socket.IO server that greets without thinking.
"""

import gzip
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

import socketio
import uvicorn
from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import FileResponse, HTMLResponse
from playwright.sync_api import Browser, Request, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.peers import SECONDS_TO_INSTALL, Missing, command
from benchmarks.servers import AURA, aura

PAGES = "http://127.0.0.1:8414"
VERSION = "1.0.1"
VISITS = 7
SETTLED = 2000  # milliseconds after which a closed widget has done what it does on load
# Names of third parties are not looked up: asking for them counts, answers do not.
ARGUMENTS = ("--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
NOTE = (
    "rasa-webchat's kB are without its font, which a third party has; its first message waits "
    "30 ms a character, its default."
)
LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)))
  .observe({type: "longtask", buffered: true});
"""
# When, after the press, each of two elements is there and the browser has painted it.
WATCH = """
([host, ...selectors]) => { const all = selectors.map((selector) => new Promise((resolve) =>
  addEventListener("click", ({timeStamp}) => {
    const look = () => {
      const root = host ? document.querySelector(host).shadowRoot : document;
      const shown = root.querySelector(selector)?.checkVisibility();
      requestAnimationFrame(shown ? () => resolve(performance.now() - timeStamp) : look);
    };
    look();
  }, {capture: true, once: true})));
  window.opened = Promise.all(all); }
"""


@dataclass(frozen=True)
class Peer:
    """A widget: its page's body, and CSS selectors; `host` is the element that hides the others."""

    title: str
    body: str
    launcher: str
    panel: str
    message: str
    host: str = ""


@dataclass(frozen=True)
class Visit:
    """What one page load and one press cost; milliseconds, but for the counts and kilobytes."""

    kilobytes: float
    requests: int
    foreign: int
    script: float
    long_tasks: list[float]
    panel: float
    message: float


OURS = Peer(
    "Aura",
    f'<script type="module" src="{AURA}/aura-chat.js"></script><aura-chat lang="en"></aura-chat>',
    ".launcher",
    ".panel",
    ".notice .lead",
    host="aura-chat",
)
THEIRS = Peer(
    f"rasa-webchat {VERSION}",
    f"""<script>!(function () {{
      let e = document.createElement("script"), t = document.head;
      e.src = "{PAGES}/index.js"; e.async = true;
      e.onload = () => window.WebChat.default({{customData: {{language: "en"}},
        socketUrl: "{PAGES}", socketPath: "/socket.io/", initPayload: "/greet"}}, null);
      t.insertBefore(e, t.firstChild); }})();</script>""",
    ".rw-launcher",
    ".rw-conversation-container",
    ".rw-conversation-container .rw-message-text",
)


def run(console: Console) -> None:
    """Visit each page seven times and print the medians."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        console.print("widget was left out: there is no Chromium")
        return
    visits: dict[str, list[Visit]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder, peers, missing = Path(name), [OURS, THEIRS], ""
        try:
            script = _rasa_webchat(folder)
        except Missing as reason:
            peers, script, missing = [OURS], folder, f"rasa-webchat was left out: {reason}"
        with (
            aura(folder, {"AURA_ALLOWED_ORIGINS": f'["{PAGES}"]'}),
            _served(_pages(peers, script)),
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            for number, peer in enumerate(peers):
                visits[peer.title] = [
                    _visit(browser, peer, f"{PAGES}/{number}") for _ in range(VISITS)
                ]
            browser.close()
    console.print(_table(visits))
    console.print(missing or NOTE)


def _rasa_webchat(folder: Path) -> Path:
    """Fetch the bundle, which holds all that it needs; returns the file."""
    if not shutil.which("npm"):
        raise Missing("there is no npm")
    package = f"rasa-webchat@{VERSION}"
    command(["npm", "pack", "--loglevel=error", package], folder, SECONDS_TO_INSTALL)
    shutil.unpack_archive(folder / f"rasa-webchat-{VERSION}.tgz", folder)
    return folder / "package" / "lib" / "index.js"


def _pages(peers: list[Peer], script: Path) -> Any:
    """Return an application of the peers' pages, the bundle, and a bot that greets."""
    app = FastAPI()
    app.add_middleware(GZipMiddleware)
    bot = socketio.AsyncServer(async_mode="asgi")

    @app.get("/index.js")
    async def bundle() -> FileResponse:
        return FileResponse(script, media_type="text/javascript")

    @app.get("/{number}", response_class=HTMLResponse)
    async def page(number: int) -> str:
        head = '<!doctype html><title>Page</title><link rel="icon" href="data:,"><body>'
        return head + peers[number].body

    @bot.on("session_request")
    async def confirm(to: str, _data: Any) -> None:
        await bot.emit("session_confirm", to, to=to)

    @bot.on("user_uttered")
    async def greet(to: str, _data: Any) -> None:
        await bot.emit("bot_uttered", {"text": "Hello, how can I help you?"}, to=to)

    return socketio.ASGIApp(bot, app)


@contextmanager
def _served(app: Any) -> Iterator[None]:
    port = int(PAGES.rsplit(":")[-1])
    config = uvicorn.Config(
        app,
        port=port,
        ws="websockets",
        lifespan="off",
        log_level="critical",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), f"{PAGES} did not start"
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _visit(browser: Browser, peer: Peer, address: str) -> Visit:
    """Load the page as nobody before, wait, then press the launcher."""
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        done: list[Request] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda connection: asked.append(connection.url))
        page.on("requestfinished", lambda request: done.append(request))
        page.add_init_script(LONG_TASKS)
        measured = context.new_cdp_session(page)
        measured.send("Performance.enable")
        page.goto(address)
        page.wait_for_timeout(SETTLED)
        metrics = measured.send("Performance.getMetrics")["metrics"]
        script = next(one["value"] for one in metrics if one["name"] == "ScriptDuration") * 1000
        del asked[0]  # the page itself
        requests = len(asked)
        foreign = sum("://127.0.0.1" not in url for url in asked)
        packed = sum(len(gzip.compress(_body(request))) for request in done[1:])
        long_tasks = page.evaluate("window.longTasks")
        page.evaluate(WATCH, [peer.host, peer.panel, peer.message])
        page.locator(peer.launcher).click()
        panel, message = page.evaluate("window.opened")
    return Visit(packed / 1000, requests, foreign, script, long_tasks, panel, message)


def _body(request: Request) -> bytes:
    response = request.response()
    return response.body() if response else b""


def _table(visits: dict[str, list[Visit]]) -> Table:
    table = Table("", *visits, title=f"The widget in Chromium, localhost, median of {VISITS}")
    for title, figure, form in (
        ("closed: gzip kB", lambda visit: visit.kilobytes, ".1f"),
        ("closed: requests", lambda visit: visit.requests, ".0f"),
        ("closed: requests to third parties", lambda visit: visit.foreign, ".0f"),
        ("load: ms of script", lambda visit: visit.script, ".1f"),
        ("load: long tasks", lambda visit: len(visit.long_tasks), ".0f"),
        ("load: ms of them beyond 50 each", lambda v: sum(t - 50 for t in v.long_tasks), ".0f"),
        ("press on the launcher to panel shown, ms", lambda visit: visit.panel, ".0f"),
        ("press on the launcher to first message, ms", lambda visit: visit.message, ".0f"),
    ):
        figures = (median(map(figure, of)) for of in visits.values())
        table.add_row(title, *(format(number, form) for number in figures))
    return table

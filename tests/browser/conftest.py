"""A running Aura, a city's page that embeds it, and Chromium to look at both."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from aura.settings import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 60  # seconds until a server counts as not starting


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if CHROMIUM:
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))


@dataclass
class Server:
    """Aura in a process of its own, which can be stopped and started again."""

    port: int
    host: str
    folder: Path
    model: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers; raises TimeoutError when it does not."""
        env = os.environ | {
            "DATABASE_URL": f"sqlite:///{self.folder / 'browser.db'}",
            "AURA_ALLOWED_ORIGINS": f'["{self.host}"]',
            "AURA_PORT": str(self.port),
            "AURA_DESK_HOURS": "",
        }
        command = [sys.executable, "-m", "aura", "serve"]
        self.process = subprocess.Popen(  # noqa: S603 (our own program)
            command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if httpx.get(f"{self.url}/healthz", timeout=1).json()["status"] == "ok":
                    return
            except httpx.HTTPError:
                time.sleep(0.2)
        raise TimeoutError("Aura does not answer")

    def stop(self) -> None:
        """End the process."""
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)


class CityPage(BaseHTTPRequestHandler):
    """A page of another origin with nothing but the widget; the path's query is its attributes."""

    aura = ""

    def do_GET(self) -> None:
        """Serve the page with a policy that lets the widget in and nothing else."""
        attributes = self.path.partition("?")[2].replace("&", " ")
        page = (
            '<!doctype html><html lang="fi"><meta charset="utf-8"><title>Kaupunki</title>'
            f'<script type="module" src="{self.aura}/aura-chat.js"></script>'
            '<h1>Kaupunki</h1><a href="/toinen">Toinen sivu</a>'
            f"<aura-chat {attributes}></aura-chat>"
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header(
            "Content-Security-Policy",
            f"default-src 'none'; script-src 'self' {self.aura}; style-src 'self'; "
            f"connect-src {self.aura}",
        )
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def city() -> Iterator[str]:
    """The address of the city's page."""
    server = ThreadingHTTPServer(("127.0.0.1", free_port()), CityPage)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def server(city: str, model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Aura, running."""
    aura = Server(free_port(), city, tmp_path_factory.mktemp("aura"), model)
    CityPage.aura = aura.url
    aura.start()
    yield aura
    aura.stop()


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium without a window."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        await chromium.close()


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A browser profile that nobody has used."""
    profile = await browser.new_context(viewport={"width": 1280, "height": 900})
    yield profile
    await profile.close()


@pytest.fixture
async def page(context: BrowserContext, server: Server, city: str) -> Page:
    """The city's page, the widget closed."""
    tab = await context.new_page()
    await tab.goto(city)
    await tab.locator("aura-chat .launcher").wait_for()
    return tab

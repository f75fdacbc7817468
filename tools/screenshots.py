"""Make the pictures of docs/journeys.md and docs/widget.md: `uv run python -m tools.screenshots`.

It starts Aura with the newest model on a database that it throws away, and needs Chromium.
"""

import asyncio
import io
import tempfile
from pathlib import Path
from typing import Any

import yaml
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from aura.settings import ROOT
from aura.training import current_model
from bot.wording import wording
from tests.browser.conftest import CHROMIUM, Server, free_port

IMAGES = ROOT / "docs" / "images"
JOURNEYS: dict[str, dict[str, list[list[str]]]] = yaml.safe_load(
    (Path(__file__).parent / "journeys.yml").read_text(encoding="utf-8")
)
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 780},
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
STATES = {
    "phone": (),
    "cards": ("lähihoitajakoulutus Turussa",),
    "form": ("haluamme ottaa tettiläisen", "Kahvila Kettula, Raisio"),
    "checklist": ("muutin Turkuun Ruotsista opiskelemaan, olen täällä yksin", "@ Muistilistani"),
    "error": ("lähihoitajakoulutus Turussa",),
}
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "dark": {"color_scheme": "dark"},
    "forced-colours": {"forced_colors": "active"},
}
SCROLL = """
(part) => { const box = part.closest(".scroll");
  box.scrollBy(0, part.getBoundingClientRect().top - box.getBoundingClientRect().top - 16); }
"""


class Visit:
    """A person in a browser of their own on the demo page."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.words: dict[str, str] = wording(language).labels["page"]
        self.replies = page.locator("aura-chat .message.aura")

    @classmethod
    async def begin(cls, browser: Browser, url: str, language: str, **options: Any) -> "Visit":
        """Come to the page in `language`; `options` are those of a browser context."""
        context = await browser.new_context(reduced_motion="reduce", **options)
        page = await context.new_page()
        await page.goto(f"{url}/?lang={language}")
        await page.locator("aura-chat .launcher").wait_for()
        return cls(page, language)

    async def open(self) -> None:
        """Open the chat."""
        await self.page.locator("aura-chat .launcher").click()
        await self.page.get_by_role("button", name=self.words["accept"]).wait_for()

    async def agree(self) -> None:
        """Open the chat and agree to the terms."""
        await self.open()
        await self.page.get_by_role("button", name=self.words["accept"]).click()
        await self.replies.first.wait_for()

    async def do(self, *steps: str) -> None:
        """Take steps as in journeys.yml and wait for each answer."""
        for step in steps:
            sign, _, name = step.partition(" ")
            if sign == "@":
                place = self.page.locator("aura-chat .log").get_by_text(name).last.locator("..")
                await place.evaluate(SCROLL)
                continue
            before = await self.replies.count()
            if sign == ">":
                await self.press(name)
            elif sign == "+":
                await self.page.get_by_role("checkbox", name=name).last.click()
            else:
                await self.write(step)
            await self.replies.nth(before).wait_for()
            await self.page.locator("aura-chat .status:not(.typing)").wait_for(state="attached")

    async def press(self, name: str) -> None:
        """Press the first button of this name in the latest message with one, else below them."""
        buttons = self.page.get_by_role("button", name=name, exact=True)
        message = self.replies.filter(has=buttons).last
        if await message.count():
            buttons = message.get_by_role("button", name=name, exact=True)
        await buttons.first.click()

    async def write(self, text: str) -> None:
        """Write a message and send it."""
        await self.page.get_by_label(self.words["message"]).fill(text)
        await self.page.keyboard.press("Enter")

    async def shoot(self, folder: str, name: str) -> None:
        """Save what the screen shows as docs/images/<folder>/<name>.webp."""
        await self.page.mouse.move(0, 0)
        await self.page.wait_for_timeout(300)
        picture = Image.open(io.BytesIO(await self.page.screenshot()))
        picture.save(IMAGES / folder / f"{name}.webp", quality=80, method=6)

    async def end(self) -> None:
        """Leave, and forget everything."""
        await self.page.context.close()


async def journeys(browser: Browser, url: str) -> None:
    """Take the pictures of every journey in every language."""
    for name, languages in JOURNEYS.items():
        for language, pictures in languages.items():
            visit = await Visit.begin(browser, url, language, **PHONE)
            await visit.agree()
            for number, steps in enumerate(pictures, 1):
                await visit.do(*steps)
                await visit.shoot("journeys", f"{name}-{language}-{number}")
            await visit.end()


async def widget(browser: Browser, url: str) -> None:
    """Take the pictures of the widget's states."""
    visit = await Visit.begin(browser, url, "fi", **PHONE)
    await visit.shoot("widget", "closed")
    await visit.open()
    await visit.shoot("widget", "consent")
    await visit.end()
    for name, steps in STATES.items():
        visit = await Visit.begin(browser, url, "fi", **PHONE)
        await visit.agree()
        await visit.do(*steps)
        if name == "error":
            await visit.page.context.set_offline(True)
            await visit.write("entä Raisiossa?")
            await visit.page.locator("aura-chat .error").wait_for()
        await visit.shoot("widget", name)
        await visit.end()
    for name, look in LOOKS.items():
        visit = await Visit.begin(browser, url, "fi", **DESKTOP, **look)
        await visit.agree()
        await visit.do("mist mä löydän tet paikan", "> Eläimet ja luonto", "> Lieto")
        await visit.do("> En tiedä vielä")
        await visit.shoot("widget", name)
        await visit.end()


async def main() -> None:
    """Take all pictures; raises TimeoutError when Aura does not start."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(free_port(), "http://127.0.0.1", Path(folder), current_model())
        try:
            server.start()
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=CHROMIUM, args=["--no-sandbox"]
                )
                await journeys(browser, server.url)
                await widget(browser, server.url)
        finally:
            server.stop()


if __name__ == "__main__":
    asyncio.run(main())

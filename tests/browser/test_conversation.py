"""What a person reads, what a screen reader says, what is kept and what is deleted."""

from pathlib import Path

from playwright.async_api import Page

from tests.browser.widget import (
    WORDS,
    answered,
    begin,
    caught_up,
    launcher,
    panel,
    replies,
    said,
    write,
)

HOSTILE = [
    f"{before}{core}{after}"
    for core in (
        "<script>window.hit=1</script>",
        "<img src=x onerror=window.hit=1>",
        "<svg onload=window.hit=1>",
        "<iframe srcdoc='<script>parent.hit=1</script>'>",
        "<a href=javascript:window.hit=1>x</a>",
        "<details open ontoggle=window.hit=1>",
        "<style>@import'//x'</style>",
        "{{constructor.constructor('window.hit=1')()}}",
        "${window.hit=1}",
        "javascript:window.hit=1//https://turku.fi",
    )
    for before, after in (
        ("", ""), ('">', ""), ("'>", ""), ("</textarea>", ""), ("<!--", "-->"),
        ("]]>", ""), ("\\x3c", ""), ("&lt;", "&gt;"), ("https://x/", ""), ("<p>", "</p>"),
    )
]  # fmt: skip
# What is added to a list that is being announced: class and language of each element.
SPEAKING = """
window.spoken = [];
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) {
  const root = attach.call(this, options);
  new MutationObserver((changes) => {
    for (const {target, addedNodes} of changes) if (target.ariaLive === "polite")
      for (const node of addedNodes) window.spoken.push([node.className, node.lang]);
  }).observe(root, {childList: true, subtree: true});
  return root;
};
"""


async def test_the_first_message_waits_for_consent_and_is_then_sent_by_itself(page: Page) -> None:
    await launcher(page).click()
    await page.get_by_label(WORDS["message"]).fill("lähihoitajakoulutus Turussa")
    await page.keyboard.press("Enter")
    assert await page.locator("aura-chat .held").inner_text() == WORDS["held"]
    assert await page.evaluate("localStorage.length") == 0
    await page.get_by_role("button", name=WORDS["accept"]).click()
    await page.locator("aura-chat .card").first.wait_for()
    assert await said(page).count() == 1


async def test_each_new_answer_is_announced_once_in_its_language_and_history_never(
    page: Page,
) -> None:
    await page.add_init_script(SPEAKING)
    await page.reload()
    await begin(page)
    await page.evaluate("window.spoken = []")
    await write(page, "where can I study to become a nurse")
    spoken = await page.evaluate("window.spoken")
    answers = [language for name, language in spoken if "aura" in name]
    assert answers
    assert set(answers) == {"en"}
    assert len(answers) == await replies(page).count() - 1  # all but the greeting
    await page.reload()
    await caught_up(page)
    assert await replies(page).count() == len(answers)
    assert await page.evaluate("window.spoken") == []


async def test_hostile_text_is_shown_as_text(page: Page) -> None:
    await begin(page)
    await page.evaluate(
        """(texts) => { const chat = document.querySelector("aura-chat");
          for (const text of texts) chat.receive({text, language: "fi",
            buttons: [{title: text, payload: text}],
            custom: {cards: [{id: text, title: text, provider: text, text, why: text, facts: [text],
              link: {url: text, title: text}, checked: text, source: {url: text, title: text},
              demo: text, button: {title: text, payload: text}}],
              checklist: {title: text, items: [{id: "1", title: text, who: text, bring: text,
                done: false, link: {url: text, title: text}}]}}}); }""",
        HOSTILE,
    )
    await page.wait_for_timeout(300)  # what would run has run
    assert len(HOSTILE) == 100
    assert await page.evaluate("window.hit") is None
    shadow = "document.querySelector('aura-chat').shadowRoot"
    risky = f"{shadow}.querySelectorAll('script, img, svg, iframe, .log details, [onerror]').length"
    assert await page.evaluate(risky) == 0
    links = f"[...{shadow}.querySelectorAll('a')].map((link) => link.protocol)"
    assert set(await page.evaluate(links)) <= {"http:", "https:"}
    assert HOSTILE[0] in await panel(page).inner_text()


async def test_a_conversation_is_saved_as_text_and_as_a_page(page: Page, tmp_path: Path) -> None:
    await begin(page)
    await write(page, "lähihoitajakoulutus Turussa")
    for name, ending in (("save_text", "txt"), ("save_html", "html")):
        await page.locator("aura-chat summary").click()
        async with page.expect_download() as download:
            await page.get_by_role("button", name=WORDS[name]).click()
        file = tmp_path / f"saved.{ending}"
        await (await download.value).save_as(file)
        content = file.read_text(encoding="utf-8")
        assert "lähihoitajakoulutus Turussa" in content
        assert (await download.value).suggested_filename.endswith(ending)


async def test_deleting_asks_once_and_leaves_nothing_behind(page: Page) -> None:
    await begin(page)
    await write(page, "lähihoitajakoulutus Turussa")
    await page.locator("aura-chat summary").click()
    await page.get_by_role("button", name=WORDS["delete"], exact=True).click()
    await page.get_by_role("button", name=WORDS["delete_yes"]).click()
    await page.get_by_role("button", name=WORDS["accept"]).wait_for()
    assert await replies(page).count() == await said(page).count() == 0
    assert await page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


async def test_a_personal_identity_code_is_warned_of_while_it_is_typed(page: Page) -> None:
    await begin(page)
    await page.get_by_label(WORDS["message"]).fill("olen 131052-308T ja")
    warning = page.locator("aura-chat #warning")
    assert await warning.inner_text() == WORDS["personal_code"]


async def test_quick_replies_stay_usable_and_an_answer_can_be_rated(page: Page) -> None:
    await begin(page)
    await write(page, "mistä saan verokortin")
    rate = page.locator("aura-chat .rate .pill").first
    await rate.wait_for()
    before = await replies(page).count()
    await rate.click()
    await answered(page, before)
    again = await replies(page).count()
    await page.get_by_role("button", name="TET-paikka", exact=True).click()
    await replies(page).nth(again).wait_for()

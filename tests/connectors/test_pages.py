"""The pages around the chat: the same in three languages, within their policy, every link there."""

from collections import defaultdict
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.wording import languages
from connectors.web.opening import opened
from connectors.web.pages import PAGE, PAGES, rendered

VOID = {"meta", "link", "img", "input", "br", "path", "use"}
every_page = pytest.mark.parametrize("name", sorted(PAGES.values()))


class Reader(HTMLParser):
    """Collects, for each language, the tags inside its words, and all links and attributes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.tags: defaultdict[str, list[str]] = defaultdict(list)
        self.links: list[str] = []
        self.files: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.written = 0  # characters of scripts and styles inside the page
        self._open: list[tuple[str, str]] = []  # tag, language of the words it is in
        self.feed(rendered(name))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        self.attributes |= values.keys()
        language = self._open[-1][1] if self._open else ""
        if "words" in values.get("class", "").split():
            language = values["lang"]
        if language:
            self.tags[language].append(tag)
        if "href" in values and tag == "a":
            self.links.append(values["href"])
        if tag in ("link", "script", "img"):
            self.files.append(values.get("href") or values["src"])
        if "id" in values:
            self.ids.append(values["id"])
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            opening, _ = self._open.pop()
            assert opening == tag, f"</{tag}> closes <{opening}>"

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] in ("script", "style"):
            self.written += len(data.strip())


@every_page
def test_all_languages_have_the_same_parts(name: str) -> None:
    page = Reader(name)
    assert set(page.tags) == set(languages())
    assert page.tags["fi"] == page.tags["sv"] == page.tags["en"]


@every_page
def test_nothing_in_the_page_needs_a_laxer_policy(name: str) -> None:
    page = Reader(name)
    assert not page.written
    assert "style" not in page.attributes
    assert not [attribute for attribute in page.attributes if attribute.startswith("on")]


@every_page
def test_links_and_files_are_there_and_nothing_comes_from_elsewhere(name: str) -> None:
    page = Reader(name)
    assert len(page.ids) == len(set(page.ids))
    for file in page.files:
        assert (PAGE / file).exists()
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme:
            assert parts.scheme in ("https", "mailto", "tel")
        elif parts.path:
            assert f"/{parts.path.removeprefix('./')}" in PAGES
        if parts.fragment:
            assert parts.fragment in page.ids


def test_links_of_the_front_page_open_conversations() -> None:
    asked = [parse_qs(urlsplit(link).query) for link in Reader("index").links]
    topics = [query for query in asked if "topic" in query]
    assert len(topics) == 6 * len(languages())
    for query in topics:
        audience = query.get("audience", [None])[0]
        assert opened(query["topic"][0], audience, None, query["lang"][0])


def test_what_an_organisation_fills_in_is_marked_in_every_language() -> None:
    for name in ("accessibility", "privacy"):
        tags = Reader(name).tags
        assert {tags[language].count("mark") for language in languages()} == {3}

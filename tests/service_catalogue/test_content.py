"""Loading content: all or nothing, again and again, on both databases."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from aura.settings import ROOT
from bot.wording import languages, wording
from service_catalogue import content
from service_catalogue.catalogue import Catalogue
from service_catalogue.models import Entry, UnmetDemand
from service_catalogue.search import Query

TEXT = {
    "name": "Verokortti", "summary": "Saat sen verkosta.", "provider": "Verohallinto",
    "cost": "maksuton", "eligibility": "kaikille", "contact": "Tilaa verkossa.", "keywords": "vero",
}  # fmt: skip
ENTRY: dict[str, Any] = {
    "id": "tax-card",
    "answers": ["ask_relocation"],
    "url": "https://example.org/",
    "texts": {"fi": TEXT, "en": TEXT, "sv": TEXT},
    "source": {"url": "https://example.org/", "date": None},
    "checked": "2026-11-21",
    "review_by": "2027-05-21",
    "owner": "Test team",
    "confidence": "high",
}


def write(folder: Path, *entries: dict[str, Any], kind: str = "guide") -> Path:
    document = {"kind": kind, "entries": list(entries)}
    (folder / "rows.yml").write_text(yaml.safe_dump(document, allow_unicode=True))
    return folder


def entry(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(ENTRY), **changes}


async def count(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(Entry)) or 0


async def test_loading_twice_changes_nothing(engine: AsyncEngine, tmp_path: Path) -> None:
    write(tmp_path, entry(), entry(id="bank"))
    first = await content.load(engine, tmp_path)
    second = await content.load(engine, tmp_path)
    assert sorted(first.added) == ["bank", "tax-card"]
    assert (second.added, second.changed, second.removed) == ([], [], [])
    assert sorted(second.unchanged) == ["bank", "tax-card"]


async def test_the_report_tells_added_changed_and_removed(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await content.load(engine, write(tmp_path, entry(), entry(id="bank")))
    report = await content.load(engine, write(tmp_path, entry(owner="Other"), entry(id="new")))
    assert (report.added, report.changed, report.removed) == (["new"], ["tax-card"], ["bank"])
    assert await count(engine) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"confidence": "sure"}, "confidence"),
        ({"checked": "yesterday"}, "checked"),
        ({"url": "not a link"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"id": "Tax Card"}, "id"),
        ({"answers": []}, "answers"),
        ({"colour": "red"}, "colour"),
        ({"texts": {"fi": TEXT, "en": TEXT}}, "texts.sv"),
        ({"texts": {"fi": TEXT, "en": TEXT, "sv": {**TEXT, "name": ""}}}, "texts.sv.name"),
        ({"texts": {**ENTRY["texts"], "xx": {**TEXT, "name": ""}}}, "texts.xx.name"),
        ({"texts": {**ENTRY["texts"], "Xx-a": TEXT}}, "texts"),
    ],
)
async def test_a_broken_entry_is_named_and_nothing_is_written(
    engine: AsyncEngine, tmp_path: Path, changes: dict[str, Any], field: str
) -> None:
    await content.load(engine, write(tmp_path, entry()))
    write(tmp_path, entry(id="good"), entry(**{"id": "bad", **changes}))
    with pytest.raises(content.ContentError) as raised:
        await content.load(engine, tmp_path)
    name = changes.get("id", "bad")
    assert any(f"rows.yml: {name}: {field}" in problem for problem in raised.value.problems)
    assert await count(engine) == 1


async def test_texts_of_another_language_are_shown_and_found(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    texts = {**ENTRY["texts"], "fil": {**TEXT, "name": "Kard ng buwis"}}
    await content.load(engine, write(tmp_path, entry(texts=texts), entry(id="bank")))
    (hit,) = (await Catalogue(engine).search(Query(words="buwis"))).hits
    assert (hit.row.id, hit.row.text("fil").name) == ("tax-card", "Kard ng buwis")


@pytest.mark.parametrize("text", ["kind: guide\nentries: [", "entries: []", "kind: x\nentries: []"])
def test_a_file_that_is_no_content_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.yml").write_text(text)
    with pytest.raises(content.ContentError, match=r"broken\.yml"):
        content.read(tmp_path)


def test_an_empty_folder_is_an_error_and_does_not_empty_the_catalogue(tmp_path: Path) -> None:
    with pytest.raises(content.ContentError, match="no content"):
        content.read(tmp_path)


def test_an_id_in_two_files_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, entry())
    (tmp_path / "more.yml").write_text((tmp_path / "rows.yml").read_text())
    with pytest.raises(content.ContentError, match="twice"):
        content.read(tmp_path)


async def test_a_change_is_found_without_restart(
    engine: AsyncEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_catalogue.catalogue.SECONDS_BETWEEN_LOOKS", 0.0)
    catalogue = Catalogue(engine)
    assert (await catalogue.search(Query(words="verokortti"))).hits == ()
    await content.load(engine, write(tmp_path, entry()))
    assert (await catalogue.search(Query(words="verokortti"))).hits[0].row.id == "tax-card"


async def test_unmet_demand_is_counted_without_words(engine: AsyncEngine) -> None:
    catalogue = Catalogue(engine)
    query = Query(words="salainen toive", intent="find_training", facets={"field": ("ict",)})
    for _ in range(3):
        await catalogue.record_unmet(query, "fi")
    async with engine.connect() as connection:
        (row,) = (await connection.execute(select(UnmetDemand))).mappings()
    assert (row["count"], row["intent"], row["field"]) == (3, "find_training", "ict")
    assert "salainen" not in str(row)


def test_the_real_content_has_what_was_promised() -> None:
    entries = content.read(ROOT / "service_catalogue" / "content")
    kinds = [kind for kind, _ in entries.values()]
    demo = [e for kind, e in entries.values() if kind == "tet_placement" and e.demo]
    assert len(demo) == 60
    assert set(kinds) == {
        "service", "training", "tet_placement", "guide", "project", "event", "contact",
        "employer_service",
    }  # fmt: skip
    answered = {intent for _, e in entries.values() for intent in e.answers}
    topics = set(wording("en").labels["topic"])
    assert answered == topics | {"crisis"}, "each guidance intent has rows, each row an intent"


def test_every_code_in_the_content_has_a_name_in_every_language() -> None:
    groups = {"field": "field", "level": "education_level", "mode": "study_mode",
              "relocation_topic": "relocation_topic", "audience": "audience",
              "service_languages": "language"}  # fmt: skip
    for _, row in content.read(ROOT / "service_catalogue" / "content").values():
        for facet, group in groups.items():
            for value in getattr(row, facet):
                for language in languages():
                    assert value in wording(language).labels[group], (row.id, facet, value)

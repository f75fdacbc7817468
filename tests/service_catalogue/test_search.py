"""Search by words and by structure, and what happens when nothing fits."""

from datetime import date

import pytest

from service_catalogue.search import Index, Query
from tests.service_catalogue.conftest import make_row

TODAY = date(2026, 11, 22)


def ids(index: Index, query: Query, demo: bool = True) -> list[str]:
    return [hit.row.id for hit in index.search(query, TODAY, demo).hits]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("kirjasto", "TET kirjastossa"),
        ("tet kirjastos", "TET kirjastossa"),
        ("kirjastoon", "TET kirjastossa"),
        ("kirjsato", "TET kirjastossa"),
        ("lähihoitajakoulutuksesta", "Lähihoitajan koulutus"),
        ("lahihoitaja", "Lähihoitajan koulutus"),
        ("lähihoiatja", "Lähihoitajan koulutus"),
        ("verokorttia", "Verokortti ja palkka"),
    ],
)
def test_finnish_words_are_found_inflected_compounded_and_misspelt(asked: str, name: str) -> None:
    index = Index(
        [
            make_row("library", "TET kirjastossa"),
            make_row("nurse", "Lähihoitajan koulutus"),
            make_row("tax", "Verokortti ja palkka"),
        ]
    )
    hits = index.search(Query(words=asked), TODAY).hits
    assert [hit.row.text("fi").name for hit in hits][:1] == [name]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("coding schools", "code"),
        ("codign", "code"),
        ("skattekortet", "tax"),
        ("skatekort", "tax"),
    ],
)
def test_english_and_swedish_words_are_found_whatever_the_language(
    asked: str, expected: str
) -> None:
    index = Index(
        [
            make_row("code", texts={"en": "Coding school", "fi": "Koodikoulu"}),
            make_row("tax", texts={"sv": "Skattekort", "fi": "Verokortti"}),
        ]
    )
    assert ids(index, Query(words=asked))[:1] == [expected]


def test_a_row_without_texts_in_a_language_is_shown_in_english() -> None:
    row = make_row("tax", texts={"ar": "بطاقة", "en": "Tax card", "fi": "Verokortti"})
    assert [row.text(code).name for code in ("fi", "so")] == ["Verokortti", "Tax card"]


def test_a_row_with_all_the_words_beats_one_with_a_rare_word() -> None:
    index = Index(
        [
            make_row("both", "TET kirjastossa"),
            make_row("rare", "Kirjasto kielen oppijalle"),
            *(make_row(f"tet-{n}", "TET kaupassa") for n in range(9)),
        ]
    )
    assert ids(index, Query(words="tet kirjasto"))[0] == "both"


def test_facets_filter_and_a_row_without_a_facet_is_for_everybody() -> None:
    index = Index(
        [
            make_row("turku", municipality=["turku"]),
            make_row("salo", municipality=["salo"]),
            make_row("online"),
        ]
    )
    query = Query(intent="find_training", facets={"municipality": ("turku",)})
    assert ids(index, query) == ["turku", "online"]


def test_a_missing_place_widens_to_the_region_and_says_so() -> None:
    index = Index(
        [
            make_row("turku-nurse", municipality=["turku"], field=["health_welfare"]),
            make_row("oulu-nurse", municipality=["oulu"], field=["health_welfare"]),
        ]
    )
    query = Query(
        intent="find_training", facets={"field": ("health_welfare",), "municipality": ("raisio",)}
    )
    result = index.search(query, TODAY)
    assert [hit.row.id for hit in result.hits] == ["turku-nurse"]
    assert result.widened == ("municipality",)
    assert "municipality" not in result.hits[0].facets, "it does not claim to be in Raisio"


def test_a_missing_field_widens_to_its_neighbours_and_says_so() -> None:
    index = Index([make_row("tech", field=["engineering"]), make_row("art", field=["services"])])
    result = index.search(Query(intent="find_training", facets={"field": ("ict",)}), TODAY)
    assert [hit.row.id for hit in result.hits] == ["tech"]
    assert result.widened == ("field",)


def test_a_row_for_every_field_does_not_hide_that_the_field_has_none() -> None:
    index = Index([make_row("general")])
    result = index.search(Query(intent="find_training", facets={"field": ("ict",)}), TODAY)
    assert [hit.row.id for hit in result.hits] == ["general"]
    assert result.widened


def test_expired_rows_never_appear() -> None:
    index = Index(
        [
            make_row("expired", valid_until=date(2026, 11, 21)),
            make_row("last-day", valid_until=TODAY),
            make_row("future", valid_from=date(2026, 11, 23)),
            make_row("past-event", kind="event", ends=date(2026, 11, 1)),
            make_row("ended-project", kind="project", ends=date(2022, 5, 31)),
        ]
    )
    assert set(ids(index, Query(intent="find_training"))) == {"last-day", "ended-project"}


def test_placements_of_the_wanted_weeks_only() -> None:
    may = {"starts": date(2027, 5, 3), "ends": date(2027, 5, 7), "kind": "tet_placement"}
    march = {"starts": date(2027, 3, 1), "ends": date(2027, 3, 5), "kind": "tet_placement"}
    index = Index([make_row("may", **may), make_row("march", **march)])
    query = Query(intent="find_training", period=(date(2027, 5, 1), date(2027, 5, 31)))
    assert ids(index, query) == ["may"]


def test_demonstration_rows_can_be_left_out() -> None:
    index = Index([make_row("real"), make_row("example", demo=True)])
    query = Query(intent="find_training")
    assert set(ids(index, query)) == {"real", "example"}
    assert ids(index, query, demo=False) == ["real"]


def test_rows_shown_already_are_not_shown_again() -> None:
    index = Index([make_row(f"row-{n}") for n in range(5)])
    first = ids(index, Query(intent="find_training"))
    second = ids(index, Query(intent="find_training", exclude=frozenset(first)))
    assert len(first) == 3
    assert sorted(first + second) == [f"row-{n}" for n in range(5)]


def test_crisis_rows_answer_only_a_crisis() -> None:
    index = Index([make_row("helpline", "Kriisipuhelin", answers=["crisis"])])
    assert ids(index, Query(words="kriisipuhelin")) == []
    assert ids(index, Query(intent="crisis")) == ["helpline"]


def test_words_that_no_row_knows_find_nothing() -> None:
    assert ids(Index([make_row("nurse", "Lähihoitaja")]), Query(words="xyzzy plugh")) == []

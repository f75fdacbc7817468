"""Examples are marked and stand behind what is real."""

from datetime import date

from service_catalogue.search import Index, Query
from tests.service_catalogue.conftest import make_row


def test_an_example_comes_after_its_real_equal() -> None:
    index = Index([make_row("a-example", demo=True), make_row("b-real")])
    hits = index.search(Query(intent="find_training"), date(2026, 11, 22)).hits
    assert [hit.row.id for hit in hits] == ["b-real", "a-example"]

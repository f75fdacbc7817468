"""The queue of employers' TET offers, and where an employer's contact may stand: there alone."""

import sqlite3
import uuid
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncEngine

from aura.database import migrate
from aura.offers import texts
from service_catalogue import content
from service_catalogue.catalogue import Catalogue
from service_catalogue.offers import ALPHABET, OfferError, Offers
from service_catalogue.search import Query
from tests.aura.test_cli import aura

EMAIL = "posti@kettula.example"
CONSENT = datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc)
MONDAY = date.today() + timedelta(days=28 - date.today().weekday())
OFFER = {
    "organisation": "Kahvila Kettula",
    "field": ["services"],
    "municipality": ["raisio"],
    "starts": MONDAY,
    "ends": MONDAY + timedelta(days=6),
    "spots": 2,
    "languages": ["fi", "en"],
    "contact": EMAIL,
}
CAFES = Query(
    intent="find_tet_placement", facets={"field": ("services",), "municipality": ("raisio",)}
)


async def submitted(queue: Offers, **other: Any) -> str:
    """Put OFFER with `other` values into the queue."""
    return await queue.submit(CONSENT, **{**OFFER, **other})


async def found(engine: AsyncEngine) -> list[str]:
    """Return the ids that a pupil finds."""
    result = await Catalogue(engine).search(CAFES)
    return [hit.row.id for hit in result.hits]


async def test_an_offer_waits_unpublished(engine: AsyncEngine) -> None:
    queue = Offers(engine)
    reference = await submitted(queue)
    (waiting,) = await queue.pending()
    assert waiting.reference == reference
    assert (waiting.organisation, waiting.spots, waiting.contact) == ("Kahvila Kettula", 2, EMAIL)
    assert waiting.consented_at.replace(tzinfo=timezone.utc) == CONSENT
    assert await found(engine) == []


async def test_a_code_is_short_and_cannot_be_misread(engine: AsyncEngine) -> None:
    codes = {await submitted(Offers(engine)) for _ in range(20)}
    assert len(codes) == 20
    for code in codes:
        assert len(code) == 7
        assert set(code) <= {*ALPHABET, "-"}
    assert not set("01ILOSZ5AEUB") & set(ALPHABET)


async def test_an_approved_offer_is_found_by_pupils_until_its_last_day(engine: AsyncEngine) -> None:
    queue = Offers(engine)
    reference = await submitted(queue)
    offer = await queue.get(reference)
    row_id = await queue.approve(reference, texts(offer))
    assert await found(engine) == [row_id]
    row = await Catalogue(engine).get(row_id)
    assert row is not None
    assert row.kind == "tet_placement"
    assert (row.spots, row.days, row.valid_until) == (2, 5, OFFER["ends"])
    assert not row.demo
    assert "Raisio" in row.text("fi").name
    assert "Reso" in row.text("sv").name
    assert reference in row.text("en").contact
    assert EMAIL not in str(row)
    assert await queue.pending() == []


async def test_loading_the_content_leaves_an_approved_offer(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    queue = Offers(engine)
    reference = await submitted(queue)
    await queue.approve(reference, texts(await queue.get(reference)))
    folder = Path(content.__file__).parent / "content"
    (tmp_path / "one.yml").write_bytes((folder / "contacts.yml").read_bytes())
    assert (await content.load(engine, tmp_path)).removed == []
    assert f"tet-offer-{reference.lower()}" in await found(engine)


async def test_an_offer_for_any_field_and_week_is_published_too(engine: AsyncEngine) -> None:
    queue = Offers(engine)
    reference = await submitted(queue, field=[], starts=None, ends=None)
    await queue.approve(reference, texts(await queue.get(reference)))
    row = await Catalogue(engine).get(f"tet-offer-{reference.lower()}")
    assert row is not None
    assert row.days is None
    assert row.valid_until is not None


async def test_a_rejected_offer_loses_its_contact(engine: AsyncEngine) -> None:
    queue = Offers(engine)
    reference = await submitted(queue)
    await queue.reject(reference)
    rejected = await queue.get(reference)
    assert (rejected.status, rejected.contact) == ("rejected", None)
    assert await found(engine) == []


@pytest.mark.parametrize("decided", ["approve", "reject"])
async def test_a_decision_is_made_once(engine: AsyncEngine, decided: str) -> None:
    queue = Offers(engine)
    reference = await submitted(queue)
    described = texts(await queue.get(reference))
    if decided == "approve":
        await queue.approve(reference, described)
    else:
        await queue.reject(reference)
    with pytest.raises(OfferError, match=f"{reference} is already {decided.rstrip('e')}"):
        await queue.approve(reference, described)


async def test_an_approved_offer_can_be_taken_back(engine: AsyncEngine) -> None:
    queue = Offers(engine)
    reference = await submitted(queue)
    await queue.approve(reference, texts(await queue.get(reference)))
    await queue.reject(reference)
    assert (await queue.get(reference)).contact is None
    assert await found(engine) == []
    with pytest.raises(OfferError, match=f"{reference} is already rejected"):
        await queue.reject(reference)


async def test_a_code_is_read_as_people_write_it(engine: AsyncEngine) -> None:
    queue = Offers(engine)
    reference = await submitted(queue)
    assert (await queue.get(f" {reference.lower().replace('-', ' ')} ")).reference == reference
    with pytest.raises(OfferError, match="reference: there is no offer 'XXX-XXX'"):
        await queue.get("XXX-XXX")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation", ""),
        ("organisation", "x" * 81),
        ("field", ["alchemy"]),
        ("municipality", []),
        ("starts", "soon"),
        ("ends", date(2020, 1, 1)),
        ("spots", 0),
        ("spots", 31),
        ("languages", []),
        ("languages", ["Finnish"]),
        ("contact", None),
        ("contact", "the red door on the left"),
    ],
)
async def test_a_value_that_cannot_be_is_refused_by_its_field(
    engine: AsyncEngine, field: str, value: Any
) -> None:
    with pytest.raises(OfferError, match=f"^{field}: ") as refused:
        await submitted(Offers(engine), **{field: value})
    assert refused.value.field == field
    assert EMAIL not in str(refused.value)
    assert await Offers(engine).pending() == []


async def test_weeks_in_the_wrong_order_are_refused(engine: AsyncEngine) -> None:
    with pytest.raises(OfferError) as refused:
        await submitted(Offers(engine), starts=OFFER["ends"], ends=MONDAY)
    assert refused.value.field == "starts"


def test_the_command_line_shows_a_contact_only_when_told_to(tmp_path: Path) -> None:
    database = tmp_path / "cli.db"
    migrate(f"sqlite:///{database}")
    with sqlite3.connect(database) as connection:
        connection.execute(
            "INSERT INTO tet_offer VALUES ('K7P-4MX', 'pending', 'Kettula', '[\"services\"]', "
            "'[\"raisio\"]', NULL, NULL, 2, '[\"fi\"]', ?, '2026-11-22 09:00', '2026-11-22 09:00')",
            [EMAIL],
        )
    shown = aura("offers", database=database).stdout
    assert "K7P-4MX" in shown
    assert EMAIL.split("@")[0] not in shown
    assert EMAIL.split("@")[0] in aura("offers", "--show-contact", database=database).stdout
    missing = aura("offers", "approve", "nothing", database=database)
    assert missing.returncode == 1
    assert missing.stderr.strip().endswith("reference: there is no offer 'nothing'")
    published = aura("offers", "approve", "k7p4mx", database=database)
    assert published.stdout.strip() == "Published as tet-offer-k7p-4mx"


async def test_a_contact_stands_nowhere_but_in_the_queue(
    client: AsyncClient, database: Path, tmp_path: Path
) -> None:
    email = f"posti-{uuid.uuid4().hex}@kettula.example"
    sender = f"offer-{uuid.uuid4()}"
    said = (
        f"haluamme tarjota tet-paikan, meidät tavoittaa {email}",
        "Kahvila Kettula",
        "kahvilatyötä Raisiossa",
        "viikolla 15",
        "kaksi",
        "suomi",
        email,
    )
    answer = ""
    for message in said:
        body = {"sender": sender, "message": message}
        response = await client.post("/webhooks/rest/webhook", json=body)
        answer = response.text
        assert email not in answer
    assert "Viitekoodisi on" in answer
    with sqlite3.connect(database) as connection:
        kept = connection.execute("SELECT contact FROM tet_offer WHERE contact = ?", [email])
        assert len(kept.fetchall()) == 1
        connection.execute("VACUUM INTO ?", [str(tmp_path / "copy.db")])
    with sqlite3.connect(tmp_path / "copy.db", isolation_level=None) as copy:
        copy.execute("DELETE FROM tet_offer")
        copy.execute("VACUUM")
    everything_else = (tmp_path / "copy.db").read_bytes()
    assert b"Kahvila Kettula" in everything_else
    assert email.encode() not in everything_else
    assert email.split("@")[0].encode() not in everything_else

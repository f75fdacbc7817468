"""Who may use the widget's door and how often; its module and pages."""

import gzip
import time
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from starlette.requests import Request

from aura.secret import secret
from aura.settings import settings
from connectors.web import limits as web_limits
from connectors.web.limits import Limits, address
from connectors.web.pages import PAGE
from tests.connectors.web import API, visit

SITE = "https://www.turku.example"


@pytest.fixture(autouse=True)
def _no_limits_reached(app: FastAPI) -> None:
    app.state.web.limits.clear()


# ---- limits ----


async def test_a_session_has_twenty_messages_a_minute_and_repeats_are_free(
    client: AsyncClient,
) -> None:
    visitor, other = await visit(client), await visit(client)
    for number in range(20):
        await visitor.say("hello", f"k{number}")
    refused = await visitor.post("hello", "k20")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 3
    assert refused.json()["detail"][0]["problem"]
    await visitor.say("hello", "k7")
    await other.say("hello")


async def test_an_address_begins_sixty_sessions_a_minute(client: AsyncClient) -> None:
    for _ in range(60):
        await visit(client)
    body = {"consent": settings().consent}
    refused = await client.post(f"{API}/session", json=body)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "1"


def test_a_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    limits, now = Limits({"tea": 60}), time.monotonic()
    monkeypatch.setattr(web_limits.time, "monotonic", lambda: now)
    for _ in range(60):
        limits.take("tea", "me")
    with pytest.raises(Exception, match="429"):
        limits.take("tea", "me")
    now += 1.01
    limits.take("tea", "me")
    with pytest.raises(Exception, match="429"):
        limits.take("tea", "me")


def test_what_is_remembered_of_callers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_limits, "MOST_KEYS", 10)
    limits = Limits({"tea": 1})
    for number in range(1000):
        limits.take("tea", str(number))
    assert len(limits._left) == 10


@pytest.mark.parametrize(
    ("forwarded", "proxies", "found"),
    [
        (None, 0, "192.0.2.1"),
        ("203.0.113.9", 0, "192.0.2.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("10.9.9.9, 203.0.113.9", 1, "203.0.113.9"),
        ("10.9.9.9, 203.0.113.9, 198.51.100.7", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "192.0.2.1"),
        ("nonsense", 1, "192.0.2.1"),
        (None, 1, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::/64"),
    ],
)
def test_an_address_is_believed_only_from_a_trusted_proxy(
    forwarded: str | None, proxies: int, found: str
) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "headers": headers, "client": ("192.0.2.1", 5000)}
    assert address(Request(scope), proxies) == found


# ---- other sites ----


@pytest.fixture
async def embedded(model: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncClient:
    """A client of an app whose widget may stand on `SITE`."""
    from connectors.app import create_app

    monkeypatch.setenv("AURA_ALLOWED_ORIGINS", f'["{SITE}"]')
    settings.cache_clear()
    app = create_app(model)
    monkeypatch.undo()
    settings.cache_clear()
    return AsyncClient(transport=ASGITransport(app=app), base_url="http://aura.example")


async def test_only_the_own_and_the_allowed_sites_may_call(embedded: AsyncClient) -> None:
    url = f"{API}/words?language=fi"
    for origin in (SITE, "http://aura.example", "https://aura.example"):
        assert (await embedded.get(url, headers={"Origin": origin})).status_code == 200
    assert (await embedded.get(url)).status_code == 200
    for origin in (
        "https://evil.example",
        "null",
        f"{SITE}.evil.example",
        "http://aura.example:81",
    ):
        refused = await embedded.get(url, headers={"Origin": origin})
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers
        body = {"consent": settings().consent}
        post = await embedded.post(f"{API}/session", json=body, headers={"Origin": origin})
        assert post.status_code == 403


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_a_browser_on_an_allowed_site_may_send_what_the_widget_sends(
    embedded: AsyncClient, method: str
) -> None:
    asked = {
        "Origin": SITE,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": (
            "authorization, content-type, idempotency-key, last-event-id"
        ),
    }
    answer = await embedded.options(f"{API}/messages", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == SITE
    refused = await embedded.options(
        f"{API}/messages", headers={**asked, "Origin": "https://evil.example"}
    )
    assert "access-control-allow-origin" not in refused.headers


# ---- the module and the pages ----


async def test_the_loader_names_a_module_that_never_changes(client: AsyncClient) -> None:
    loader = await client.get("/aura-chat.js")
    assert "max-age=300" in loader.headers["cache-control"]
    name = loader.text.split('"./')[1].split('"')[0]
    module = await client.get(f"/{name}")
    for response in (loader, module):
        assert response.headers["content-type"].startswith("text/javascript")
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "immutable" in module.headers["cache-control"]
    assert "max-age=31536000" in module.headers["cache-control"]
    assert "__LAUNCHER__" not in module.text
    assert "customElements.define" in module.text
    again = await client.get("/aura-chat.js", headers={"If-None-Match": loader.headers["etag"]})
    assert again.status_code == 304
    old = await client.get("/aura-chat.0123456789abcdef.js")
    assert old.text == module.text, "a cached loader of yesterday still works"
    assert "immutable" not in old.headers["cache-control"]


async def test_the_module_travels_packed_where_the_browser_takes_it(client: AsyncClient) -> None:
    name = (await client.get("/aura-chat.js")).text.split('"./')[1].split('"')[0]
    request = client.build_request("GET", f"/{name}", headers={"Accept-Encoding": "identity"})
    plain = await client.send(request)
    packed = await client.get(f"/{name}", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert len(gzip.compress(plain.content)) < len(plain.content)


@pytest.mark.parametrize("page", ["/", "/embed", "/accessibility", "/privacy"])
async def test_a_page_lets_nothing_run_that_is_not_ours(client: AsyncClient, page: str) -> None:
    response = await client.get(page)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy


async def test_files_of_the_pages_are_served(client: AsyncClient) -> None:
    for path in PAGE.iterdir():
        if path.suffix in (".css", ".svg"):
            assert (await client.get(f"/{path.name}")).status_code == 200


def test_postgresql_needs_a_secret_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process would sign with another one, and refuse the others' sessions."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/aura")
    settings.cache_clear()
    try:
        with pytest.raises(ValueError, match="AURA_SECRET"):
            secret()
        monkeypatch.setenv("AURA_SECRET", "s" * 40)
        settings.cache_clear()
        assert secret() == b"s" * 40
    finally:
        monkeypatch.undo()
        settings.cache_clear()

"""What a link or an embedded chat can start with: topics, audiences, municipalities, languages."""

from collections.abc import Iterable

from fastapi import APIRouter

from bot.wording import Wording, languages, wording
from connectors.web.opening import ALIASES
from service_catalogue.search import REGION

Choices = list[dict[str, str]]
SHORT = {intent: alias for alias, intent in ALIASES.items()}  # as a topic stands in links

router = APIRouter(include_in_schema=False)


@router.get("/api/chat/choices")
async def choices(language: str = "") -> dict[str, Choices]:
    """Return the choices as `code` and `label`, in the words of `language` (English if unknown)."""
    say = wording(language)
    municipalities = _labelled(say, "municipality", REGION)
    return {
        "topics": _labelled(say, "topic", say.labels["topic"]),
        "audiences": _labelled(say, "audience", say.labels["audience"]),
        "municipalities": sorted(municipalities, key=lambda choice: choice["label"].casefold()),
        "languages": [
            {"code": code, "label": wording(code).label("language", "own_name")}
            for code in languages()
        ],
    }


def _labelled(say: Wording, group: str, names: Iterable[str]) -> Choices:
    return [
        {"code": SHORT.get(name, name), "label": _capital(say.label(group, name))} for name in names
    ]


def _capital(label: str) -> str:
    """Return a label as it stands in a list of choices: with a capital letter."""
    return label[:1].upper() + label[1:]

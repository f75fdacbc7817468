"""What newcomers say: that they move, that they want their checklist, that an item is done."""

import re
from typing import Any

from bot.checklist_items import known
from bot.components.answer_phrases import named

LIST = "checklist"
AGAIN = "checklist_again"
DONE = "done:"
LONGEST = 10  # words of a message that ticks an item or asks for the list
LONGEST_STORY = 16  # words of a message that only tells of moving


def asks_what_to_do(words: str) -> bool:
    """Tell whether `words` tell of moving and ask what has to be done."""
    return _moves(words) and bool(named(words, "todo"))


def tells_of_moving(words: str) -> bool:
    """Tell whether `words` ask what a mover has to do, or only tell from where or why they move."""
    asks = "?" in words or named(words, "wish") or named(words, "question")
    told = named(words, "citizenship") or named(words, "reason")
    return _moves(words) and bool(named(words, "todo") or (told and not asks))


def _moves(words: str) -> bool:
    """Tell whether `words` are short and tell of moving; a longer story asks its own thing."""
    return len(words.split()) <= LONGEST_STORY and bool(named(words, "presence"))


def wish_for_list(words: str, made: bool) -> str | None:
    """Return `LIST` or `AGAIN` if a short message asks for the checklist.

    Only a list that has been `made` can be asked for in general words ("show the list").
    """
    wishes = named(words, "checklist") if len(words.split()) <= LONGEST else []
    if not wishes or (not made and LIST not in wishes):
        return None
    return AGAIN if AGAIN in wishes and made else LIST


def ticked(
    words: str, entities: list[dict[str, Any]], checklist: dict[str, list[str]]
) -> str | None:
    """Return `DONE` with the ids that a message says are done, joined by commas.

    They are named by their place ("2 done", "kolmas hoidettu") or their topic; of several with one
    topic, the person's own comes first unless a spouse or children are named.
    """
    said = named(words, "done")
    if "?" in words or said != ["done"] or len(words.split()) > LONGEST:
        return None
    listed = checklist["items"]
    places = [str(e["value"]) for e in entities if e["entity"] == "ordinal"]
    places = places or re.findall(r"\b\d{1,2}\b", words)
    ids = [listed[int(place) - 1] for place in places if place in _places(listed)]
    ids += [listed[-1]] if "last" in places else []
    if not ids:
        ids = _named_items(words, entities, checklist)
    if not ids and named(words, "everything"):
        ids = listed
    return DONE + ",".join(dict.fromkeys(ids)) if ids else None


def _places(listed: list[str]) -> set[str]:
    return {str(place + 1) for place in range(len(listed))}


def _named_items(
    words: str, entities: list[dict[str, Any]], checklist: dict[str, list[str]]
) -> list[str]:
    """Return the items that a message names by themselves or, else, by their topic."""
    named_ids = [name for name in named(words, "errand") if name in checklist["items"]]
    told = {topic for item in known(named_ids) for topic in item.topics}
    topics = [e["value"] for e in entities if e["entity"] == "relocation_topic"]
    found = [_of(topic, words, checklist) for topic in topics if topic not in told]
    return [*named_ids, *filter(None, found)]


def _of(topic: str, words: str, checklist: dict[str, list[str]]) -> str | None:
    """Return the item of `topic` that is meant: still open, and of whom the words name."""
    named_people = named(words, "company")
    found = [item for item in known(checklist["items"]) if topic in item.topics]
    found.sort(
        key=lambda item: (
            (item.whose in named_people) != bool(named_people),
            item.whose is not None,
            item.id in checklist["done"],
        )
    )
    return found[0].id if found else None

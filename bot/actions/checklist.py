"""A newcomer's own checklist: made of their answers, shown in their language, ticked off.

The slot `checklist` keeps ids only, `{"items": [...], "done": [...]}`: the words are read anew each
time, so that a switch of language or a corrected row shows.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.cards import shown
from bot.actions.memory import wording_of
from bot.actions.reactions import Events
from bot.actions.source import catalogue
from bot.checklist_items import items_for, known
from bot.components.newcomers import DONE
from bot.wording import Wording
from service_catalogue.rows import Row
from service_catalogue.search import Hit

SLOT = "checklist"
Checklist = dict[str, list[str]]


async def make(
    dispatcher: CollectingDispatcher, tracker: Tracker, answers: dict[str, str | None]
) -> Events:
    """Make the list of what `answers` call for and show it; what was done stays done."""
    names = [item.id for item in items_for(answers) if await catalogue().get(item.row)]
    done = [name for name in (tracker.get_slot(SLOT) or {}).get("done", ()) if name in names]
    return await _show(dispatcher, tracker, {"items": names, "done": done}, "utter_checklist")


async def show(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Show the list that there is."""
    return await _show(dispatcher, tracker, tracker.get_slot(SLOT), "utter_checklist")


async def tick(dispatcher: CollectingDispatcher, tracker: Tracker, names: list[str]) -> Events:
    """Mark items as done and show what is left; an item of an earlier list is passed over."""
    checklist: Checklist = tracker.get_slot(SLOT)
    ticked = [name for name in names if name in checklist["items"]]
    done = list(dict.fromkeys([*checklist["done"], *ticked]))
    title = wording_of(tracker).listed("checklist_title", ticked)
    response = "utter_checklist_ticked" if ticked else "utter_checklist"
    return await _show(dispatcher, tracker, checklist | {"done": done}, response, title)


async def _show(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    checklist: Checklist,
    response: str,
    title: str = "",
) -> Events:
    """Say the open items, numbered, then the next of them with its card."""
    say = wording_of(tracker)
    listed = known(checklist["items"])
    checklist = checklist | {"items": [item.id for item in listed]}
    found = {item.id: await catalogue().get(item.row) for item in listed}
    rows = {name: row for name, row in found.items() if row is not None}
    entries = [_entry(name, row, name in checklist["done"], say) for name, row in rows.items()]
    number = {name: place + 1 for place, name in enumerate(checklist["items"])}
    left = [name for name in rows if name not in checklist["done"]]
    dispatcher.utter_message(
        response=response if left else "utter_checklist_complete",
        title=title,
        left=len(left),
        items="\n".join(f"{number[name]}. {say.label('checklist_title', name)}" for name in left),
        json_message={
            "checklist": {
                "title": say.label("checklist", "title"),
                "items": entries,
                "file": say.label("checklist", "file"),
                "text": as_text(entries, say),
            }
        },
    )
    if left:
        _next_step(dispatcher, left[0], rows[left[0]], say)
    results = [item.row for item in listed]
    return [
        SlotSet(SLOT, checklist),
        SlotSet("topic", "ask_relocation"),
        SlotSet("query", ""),
        SlotSet("results", results),
        SlotSet("seen", results),
    ]


def _entry(name: str, row: Row, done: bool, say: Wording) -> dict[str, Any]:
    """Return one item, JSON-ready; `bring` is empty where the row names nothing to bring."""
    title = say.label("checklist_title", name)
    return {
        "id": name,
        "title": title,
        "who": row.text(say.language).provider,
        "link": {"url": row.url, "title": say.label("card", "link")},
        "bring": _bring(name, say),
        "done": done,
        "button": None
        if done
        else {"title": say.label("checklist", "done_button", title=title), "payload": _tick(name)},
    }


def _bring(name: str, say: Wording) -> str:
    """Return the sentence that says what to bring, or nothing."""
    things = say.labels["checklist_bring"].get(name)
    return say.label("checklist", "bring", bring=things) if things else ""


def _next_step(dispatcher: CollectingDispatcher, name: str, row: Row, say: Wording) -> None:
    title = say.label("checklist_title", name)
    bring = _bring(name, say)
    dispatcher.utter_message(
        response="utter_checklist_next",
        title=title,
        bring=" " + bring if bring else "",
        buttons=[
            {"title": say.label("checklist", "done_button", title=title), "payload": _tick(name)}
        ],
        json_message=shown([Hit(row)], "", say),
    )


def _tick(name: str) -> str:
    return f'/ask_relocation{{"choice": "{DONE}{name}"}}'


def as_text(entries: list[dict[str, Any]], say: Wording) -> str:
    """Return the list as a plain text to keep: each item with who, what to bring and the link."""
    lines = [say.label("checklist", "title"), ""]
    for number, entry in enumerate(entries, start=1):
        mark = "mark_done" if entry["done"] else "mark_open"
        lines.append(say.label("checklist", mark, number=number, title=entry["title"]))
        lines.append("    " + entry["who"])
        if entry["bring"]:
            lines.append("    " + entry["bring"])
        lines.append("    " + entry["link"]["url"])
    return "\n".join([*lines, "", say.label("checklist", "note"), ""])

"""What a person gets of an answer, what the log keeps of it, and what the turn itself says."""

from dataclasses import replace
from typing import Any

from bot.assistant import Answer
from bot.replies import with_human_contact
from bot.wording import wording
from connectors.base import Reply, ReplyButton
from conversations.log import Offer, offer

EXTRAS = ("asks", "feedback", "checklist")


def with_tokens(conversation_id: str, answer: Answer) -> tuple[list[Reply], list[Offer]]:
    """Return what the person gets, and the offers that make its buttons work.

    Each button, also of a card, a checklist's item or a rating, carries a token for its payload.
    """
    offers: dict[str, Offer] = {}
    language = wording(answer.language).language

    def button(raw: dict[str, Any]) -> ReplyButton:
        made = offer(conversation_id, raw["title"], raw["payload"])
        offers[made.token] = made
        return ReplyButton(made.title, made.token)

    def card(raw: dict[str, Any]) -> dict[str, Any]:
        if raw["button"] is None:
            return raw
        pressed = button(raw["button"])
        return {**raw, "button": {"title": pressed.title, "payload": pressed.token}}

    def extras(raw: dict[str, Any]) -> dict[str, Any]:
        known = {key: raw[key] for key in EXTRAS if key in raw}
        if "checklist" in known:
            items = [card(item) for item in known["checklist"]["items"]]
            known["checklist"] = {**known["checklist"], "items": items}
        if known.get("feedback"):
            known["feedback"] = [card({"button": raw})["button"] for raw in _ratings(language)]
        return known

    replies = [
        Reply(
            language=language,
            text=raw.get("text") or "",
            cards=tuple(card(raw_card) for raw_card in raw.get("custom", {}).get("cards", ())),
            buttons=tuple(button(raw_button) for raw_button in raw.get("buttons", ())),
            extras=extras(raw.get("custom", {})),
        )
        for raw in answer.replies
    ]
    return replies, list(offers.values())


def stored(reply: dict[str, Any]) -> dict[str, Any]:
    """Return a reply as the log keeps it: the text, the titles of buttons, the rows by id."""
    return {
        "text": reply.get("text") or "",
        "buttons": [button["title"] for button in reply.get("buttons", ())],
        "rows": [card["id"] for card in reply.get("custom", {}).get("cards", ())],
    }


def without_tokens(reply: Reply) -> Reply:
    """Return a reply whose buttons say their titles: nothing is stored that a token could name."""
    buttons = tuple(ReplyButton(button.title, button.title) for button in reply.buttons)
    return replace(reply, buttons=buttons)


def apology(language: str | None) -> Reply:
    """Return what a person reads when a turn failed; its buttons work by their titles."""
    say = wording(language)
    raw = with_human_contact([dict(say.responses["utter_apology"][0])], say.language)[0]
    buttons = tuple(ReplyButton(button["title"], button["title"]) for button in raw["buttons"])
    return Reply(say.language, raw["text"], buttons=buttons)


def goes_on(language: str) -> dict[str, Any]:
    """Return the note that Aura answers again, after a person has."""
    return {"text": wording(language).label("handoff", "released")}


def notice(language: str) -> Reply:
    """Return what a new person reads first: that this is a machine (AI Act, article 50(1))."""
    return Reply(language, wording(language).responses["utter_notice"][0]["text"])


def _ratings(language: str) -> list[dict[str, str]]:
    """Return the buttons that say whether an answer helped."""
    say = wording(language)
    return [
        {"title": say.label("page", "rate_up"), "payload": "/feedback_positive"},
        {"title": say.label("page", "rate_down"), "payload": "/feedback_negative"},
    ]

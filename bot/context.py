"""Understand a message by what was talked about: "back", "do you get paid for it?" after TET."""

from typing import Any

from bot.components.answer_phrases import named, whole
from bot.wording import wording

# "Back" is what a button of ours would say.
BACK: dict[str, Any] = {
    "intent": {"name": "inform", "confidence": 1.0},
    "intent_ranking": [{"name": "inform", "confidence": 1.0}],
    "entities": [{"entity": "choice", "value": "back"}],
}
# "No, in Raisio" gives a value.
CORRECTION: dict[str, Any] = {name: BACK[name] for name in ("intent", "intent_ranking")}
CORRECTED = frozenset({"municipality", "period", "field", "teaching_language", "study_mode"})
TET = frozenset({"find_tet_placement", "ask_tet_info"})
SURE = 0.95  # of an intent: then it is what the message says by itself
LONGEST = 8  # words: a longer message says itself what it is about
# What refers to the last answer by itself.
REFERRING = frozenset(
    {"inform", "show_more", "show_details", "affirm", "deny", "crisis", "change_language", "thank"}
    | {"feedback_positive", "feedback_negative", "restart_conversation", "delete_my_data"}
    | {"foreign_language", "goodbye", "contact_counsellor"}
)


def goes_back(text: str) -> bool:
    """Tell whether `text` asks for what came before and says nothing else."""
    return whole(text, "control") == "back"


def corrects(understood: dict[str, Any]) -> bool:
    """Tell whether a parsed message says no only to say what is right instead."""
    named_now = {entity["entity"] for entity in understood["entities"]}
    return understood["intent"]["name"] == "deny" and bool(named_now & CORRECTED)


def may_refer(understood: dict[str, Any]) -> bool:
    """Tell whether a parsed message may really be about the topic before it: it names nothing."""
    intent = understood["intent"]
    doubtful = intent["confidence"] < SURE and not understood["entities"]
    return doubtful and intent["name"] not in REFERRING


def named_again(text: str, topic: str | None, language: str | None) -> str | None:
    """Return `text` with the name of `topic` before it if it says "it" instead; else None."""
    name = wording(language).labels["reference"].get(topic or "")
    refers = named(text, "reference") or (topic in TET and named(text, "tet_advice"))
    if not name or len(text.split()) > LONGEST or not refers:
        return None
    return f"{name} {text}"


def related(topic: str) -> frozenset[str]:
    """Return the intents of questions about `topic`."""
    return TET if topic in TET else frozenset({topic})

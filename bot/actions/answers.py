"""Read what a person answers to a question: a button, a phrase of theirs, or a number."""

import re

from rasa_sdk import Tracker

from bot.actions.memory import entity_values, wording_of, words_of
from bot.components.answer_phrases import any_of, named, values_of
from bot.components.tokens import fold

LONGEST_ANSWER = 6  # words: "lopeta" ends a form, "milloin TET-jakso lopetetaan" does not


def pressed(tracker: Tracker) -> str | None:
    """Return the choice that a button stands for, if one was pressed."""
    return next(iter(entity_values(tracker, "choice")), None)


def said(tracker: Tracker, group: str) -> list[str]:
    """Return the values of `group` that the latest message names, in order of mention."""
    return named(words_of(tracker), group)


def chosen(tracker: Tracker, group: str) -> str | None:
    """Return the value of `group` that was pressed or, alone, said."""
    choice = pressed(tracker)
    if choice in values_of(group).values():
        return choice
    values = said(tracker, group)
    return values[0] if len(values) == 1 else None


def controls(tracker: Tracker, wish: str) -> bool:
    """Tell whether a button or a short message asks to `skip`, `cancel` or `resume`."""
    if pressed(tracker) == wish:
        return True
    short = len(words_of(tracker).split()) <= LONGEST_ANSWER
    return short and wish in said(tracker, "control")


def number(tracker: Tracker, of: str | None = None) -> int | None:
    """Return the whole number in the latest message, in digits or words, if there is just one.

    A date and an age or a grade ("15-year-old", "9.-luokkalainen") are no numbers; with `of`, only
    what stands before a phrase of that group is ("two places"), and no article ("en plats").
    """
    words = values_of("number", wording_of(tracker).language)  # "en" is one, or "I do not"
    one = rf"(?<![\d.–-])(\d{{1,3}}|{any_of(words)})(?![\d:–-]|\.\S)\b"
    what = rf"(?:\s+[\w-]+)?\s+(?:{any_of(values_of(of))})\b" if of else ""
    text = fold(_without_dates(tracker))
    articles = values_of("article") if of else ()
    found = [word for word in re.findall(rf"\b{one}{what}", text) if word not in articles]
    numbers = {int(words.get(word, word)) for word in found}
    return numbers.pop() if len(numbers) == 1 else None


def after(tracker: Tracker, group: str, *values: str) -> str | None:
    """Return what stands after a phrase of these `values` of `group`, as the person wrote it."""
    phrases = [phrase for phrase, value in values_of(group).items() if value in values]
    text = words_of(tracker)
    # Folding keeps the length of what our languages are written in.
    match = re.search(rf"\b(?:{any_of(phrases)})\b[\s:]+(?=\S)", fold(text))
    return text[match.end() :] if match else None


def _without_dates(tracker: Tracker) -> str:
    """Return the person's words without the times that they name."""
    if not (text := words_of(tracker)):
        return ""
    text = str(tracker.latest_message["text"])
    for entity in tracker.latest_message.get("entities") or []:
        if entity["entity"] == "period" and "start" in entity:
            start, end = entity["start"], entity["end"]
            text = text[:start] + " " * (end - start) + text[end:]
    return text

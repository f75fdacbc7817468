"""Coping: everyday support, and acute danger."""

from itertools import zip_longest
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer, more_button
from bot.actions.cards import shown
from bot.actions.choosing import among, is_young, ranked
from bot.actions.memory import wording_of
from bot.actions.reactions import Events
from bot.actions.source import catalogue
from bot.components.answer_phrases import named
from bot.wording import Wording
from service_catalogue.search import Hit, Query, Result

# What weighs on somebody -> rows, the lightest help first; the words are in `answers.yml`, `need`.
NEEDS = {
    "debt": ("debt-counselling", "guarantee-foundation", "adult-social-work-varha"),
    "money": ("basic-social-assistance", "church-diaconia", "adult-social-work-varha"),
    "loneliness": ("red-cross-friends", "church-diaconia", "mieli-support", "clubhouses"),
    "courage": ("mielenterveystalo", "mieli-support", "church-diaconia"),
    "rhythm": ("clubhouses", "mieli-support", "adult-social-work-varha"),
    "mood": ("mieli-support", "mielenterveystalo", "church-diaconia"),
}
OF_STUDENTS = "nyyti"
OF_NEWCOMERS = "library-language-cafes"
OF_THE_YOUNG = "outreach-youth-work"
MONEY_NEEDS = {"debt", "money"}


class GetLifeSupport(Answer):
    """Find support for everyday life beside job seeking, a lighter and a stronger one."""

    intent = "get_life_support"

    async def find(self, query: Query) -> Result:
        """Put the rows of what was said first; help in acute danger is a button away."""
        wanted = among(_rows(query))
        return await ranked(query, lambda hit: None if _of_crisis(hit) else wanted(hit))

    def lead(self, query: Query) -> str:
        """Return the wording for the one need that was told, else for any."""
        needs = named(query.words, "need")
        return f"utter_life_support_{needs[0]}" if len(needs) == 1 else "utter_get_life_support"

    def next_step(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Say what is easiest to do today."""
        money = MONEY_NEEDS & set(named(query.words, "need"))
        wording = "utter_life_support_money_next" if money else "utter_get_life_support_next"
        dispatcher.utter_message(response=wording, buttons=more_button(say, result))


def _of_crisis(hit: Hit) -> bool:
    return hit.row.tagged("answers")[:1] == ("crisis",)


def _rows(query: Query) -> tuple[str, ...]:
    """Return rows by need, the first ones of each; the young and students have their own too."""
    needs = [NEEDS[need] for need in named(query.words, "need")]
    rows = [row for rank in zip_longest(*needs) for row in rank if row]
    if not rows:
        return ()
    if query.audience == "student":
        rows.insert(0, OF_STUDENTS)
    elif query.audience in ("international_talent", "spouse") and "red-cross-friends" in rows:
        rows.insert(1, OF_NEWCOMERS)
    elif is_young(query):
        rows.insert(1, OF_THE_YOUNG)
    return tuple(dict.fromkeys(rows))


class Crisis(Action):
    """Say first where help is now; nothing that was going on comes before it."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_crisis"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Name 112 and the helplines, then show them as cards."""
        say = wording_of(tracker)
        result = await catalogue().search(
            Query(intent="crisis", audience=tracker.get_slot("audience"), limit=4)
        )
        dispatcher.utter_message(
            response="utter_crisis",
            json_message=shown(result.hits, "", say),
        )
        dispatcher.utter_message(response="utter_crisis_next")
        return []

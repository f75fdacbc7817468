"""Work: finding a job, student work, unemployment."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer, remember
from bot.actions.cards import shown
from bot.actions.choosing import is_young, path, ranked
from bot.actions.memory import entity_values, wording_of
from bot.actions.reactions import Events
from bot.components.extraction import extract
from service_catalogue import text
from service_catalogue.search import Hit, Query, Result

FIRST = ("register-as-jobseeker", "turku-employment-services")
MONEY = ("unemployment-fund-allowance", "kela-unemployment-benefit")
# Situation -> the rows that its steps speak of, in the same order; the last is "not known yet".
STEPS = {
    "unemployed": (*FIRST, *MONEY),
    "laid_off": ("laid-off", "turku-employment-services", *MONEY),
    "part_time": (
        "register-as-jobseeker",
        "part-time-work-and-benefit",
        "turku-employment-services",
    ),
    "unknown": (*FIRST, *MONEY),
}
# Situation -> the row that tells about just this; others are about more than what to do first.
OWN = {"laid_off": "laid-off", "part_time": "part-time-work-and-benefit"}
ON_A_PERMIT = "rp-unemployment-rule"
FOR_THE_YOUNG = "under-25-obligation"


class FindJob(Answer):
    """Find services for job search."""

    intent = "find_job"


class FindStudentWork(Answer):
    """Find internships, thesis topics and work for students."""

    intent = "find_student_work"


class AskUnemployment(Answer):
    """Tell what to do in which order when unemployed, laid off or in part-time work."""

    intent = "ask_unemployment"

    async def find(self, query: Query) -> Result:
        """Leave out what concerns only the young or those on a work permit, unless it does."""
        others = {
            row
            for row, concerned in (
                (FOR_THE_YOUNG, is_young(query)),
                (ON_A_PERMIT, _is_on_a_permit(query)),
            )
            if not concerned
        }
        return await ranked(query, lambda hit: None if hit.row.id in others else 0)

    async def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        words: str,
        seen: tuple[str, ...] = (),
    ) -> Events:
        """Give the steps of the person's situation; a narrower question gets its own rows."""
        named = entity_values(tracker, "employment_situation")
        situation = (named or [tracker.get_slot("employment_situation")])[-1] or "unknown"
        query = self.query(tracker, words)
        found = await self.find(query)
        if seen or _is_narrower(words, found.hits, situation):
            return await super().answer(dispatcher, tracker, words, seen)
        steps = STEPS[situation]
        if is_young(query):
            steps = (*steps, FOR_THE_YOUNG)
        if _is_on_a_permit(query):
            steps = (*steps, ON_A_PERMIT)
        result = await path(query, steps)
        say = wording_of(tracker)
        dispatcher.utter_message(
            response=f"utter_steps_{situation}",
            json_message=shown(result.hits, "", say, rated=True),
        )
        if situation == "unknown":
            dispatcher.utter_message(response="utter_ask_unemployment_situation")
        else:
            dispatcher.utter_message(response="utter_steps_next")
        return remember(self.intent, words, result)


def _is_on_a_permit(query: Query) -> bool:
    named = any(entity["value"] == "residence_permit" for entity in extract(query.words))
    return named or query.audience in ("international_talent", "spouse")


def _is_narrower(words: str, hits: tuple[Hit, ...], situation: str) -> bool:
    """Tell whether more is asked than what to do: the best row fits by other words than those."""
    told = " ".join(
        words[entity["start"] : entity["end"]]
        for entity in extract(words)
        if entity["entity"] == "employment_situation"
    )
    asked = set(hits[0].words) - set(text.words(told)) if hits else set()
    return bool(asked) and hits[0].row.id not in (*FIRST, OWN.get(situation))

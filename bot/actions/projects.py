"""Development projects: what they were or are, and what serves people today."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer, remember
from bot.actions.cards import shown
from bot.actions.memory import wording_of
from bot.actions.reactions import Events
from bot.actions.source import catalogue
from service_catalogue.search import Hit, Result


class AskProject(Answer):
    """Tell about the project that was named; of an ended one, also what came after it."""

    intent = "ask_project"
    slots = ("project",)
    per_question = ("project",)

    async def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        words: str,
        seen: tuple[str, ...] = (),
    ) -> Events:
        """Answer with the project alone when one was named, else with those that fit the words."""
        project = await catalogue().get(tracker.get_slot("project") or "")
        if project is None or project.kind != "project" or seen:
            return await super().answer(dispatcher, tracker, words, seen)
        say = wording_of(tracker)
        successors = [await catalogue().get(entry_id) for entry_id in project.successors]
        hits = [Hit(row) for row in (project, *filter(None, successors))]
        ended = project.status == "ended"
        dispatcher.utter_message(
            response="utter_project_ended" if ended else "utter_project",
            project=project.text(say.language).name,
            json_message=shown(hits[:1], "", say),
        )
        if hits[1:]:
            dispatcher.utter_message(
                response="utter_project_successors",
                json_message=shown(hits[1:4], "", say),
            )
        result = Result(tuple(hits[:4]), len(hits))
        self.next_step(dispatcher, say, self.query(tracker, words), result)
        return remember(self.intent, words, result)

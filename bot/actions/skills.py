"""Skills: recognition of what one can, and digital skills."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer, remember
from bot.actions.answers import pressed
from bot.actions.cards import shown
from bot.actions.choosing import path
from bot.actions.memory import wording_of
from bot.actions.reactions import Events
from bot.components.answer_phrases import named

# A jobseeker's steps into the digital industries: an expert, a skills test, short courses. The
# degree and the work that follow are a button away.
DIGITAL_PATH = ("digital-path-for-jobseekers", "digital-skill-badges", "elements-of-ai", "mooc-fi")


class RecogniseSkills(Answer):
    """Find the way to have a degree or skills recognised."""

    intent = "recognise_skills"


class ImproveDigitalSkills(Answer):
    """Find help with digital skills and a way into the digital industries."""

    intent = "improve_digital_skills"

    async def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        words: str,
        seen: tuple[str, ...] = (),
    ) -> Events:
        """Give the steps into the industry where that is what is wanted."""
        query = self.query(tracker, words)
        best = (await self.find(query)).hits[:1]
        industry = bool(best) and best[0].row.id == DIGITAL_PATH[0] and bool(words)
        wanted = pressed(tracker) == "path" or industry or named(words, "digital_industry")
        if seen or not wanted:
            return await super().answer(dispatcher, tracker, words, seen)
        result = await path(query, DIGITAL_PATH)
        say = wording_of(tracker)
        dispatcher.utter_message(
            response="utter_digital_path",
            json_message=shown(result.hits, words, say, rated=True),
        )
        dispatcher.utter_message(response="utter_digital_path_next")
        return remember(self.intent, words, result)

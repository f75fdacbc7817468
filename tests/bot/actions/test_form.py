"""What a form does that no dialogue shows."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.settling import SettlingForm


async def test_a_question_of_an_earlier_version_gives_way_to_the_next_one() -> None:
    slots = {
        "language": "en",
        "settling": {"presence": "here"},
        "requested_slot": "of_yesterday",
    }
    loop = {"name": "action_settling_form"}
    message = {"text": "hmm", "intent": {"name": "inform", "confidence": 1.0}, "entities": []}
    tracker = Tracker("sender", slots, message, [], False, None, loop, None)
    dispatcher = CollectingDispatcher()

    await SettlingForm().run(dispatcher, tracker, {})

    assert [reply["custom"] for reply in dispatcher.messages] == [{"asks": "citizenship"}]

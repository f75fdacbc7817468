"""Leave out the values that the message's intent speaks against.

"The bus is late" is somebody else's business and no wish to settle here; the language that one
wants to learn is not the one that one is taught in (docs/taxonomy.md, "Entities").
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message

SURE = 0.8  # the confidence below which a value may tell more than the intent
# Entity -> the intents that it narrows.
ONLY_WITH = {
    "relocation_topic": {"ask_relocation", "inform"},
    "language": {"change_language"},
    "ordinal": {"show_details", "show_more", "inform", "affirm", "deny", "feedback_negative"},
}
# Entity and, where only one is meant, value -> the intents that it does not narrow.
NOT_WITH = {
    ("teaching_language", None): {"learn_language", "change_language", "recruit_talent"},
    # Whom a workplace or a teacher speaks about is not who asks.
    ("audience", "pupil"): {"offer_tet_placement", "get_teaching_resources"},
    ("audience", "student"): {"offer_tet_placement"},
    ("audience", "employer"): {"get_teaching_resources"},
}


def agrees(entity: str, value: Any, intent: str) -> bool:
    """Tell whether a value narrows what `intent` asks for."""
    if intent not in ONLY_WITH.get(entity, {intent}):
        return False
    return not any(intent in NOT_WITH.get((entity, kind), ()) for kind in (None, value))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class EntityAgreement(GraphComponent):
    """Drop the entities that do not go with a sure intent."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EntityAgreement":
        """Create the component; it has neither settings nor state."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Leave the entities on each message that go with its intent."""
        for message in messages:
            intent = message.get(INTENT) or {}
            if intent.get("confidence", 0) >= SURE:
                kept = [
                    entity
                    for entity in message.get(ENTITIES) or []
                    if agrees(entity["entity"], _hashable(entity["value"]), intent["name"])
                ]
                message.set(ENTITIES, kept, add_to_output=True)
        return messages


def _hashable(value: Any) -> Any:
    """Return a value that can be a key: a period, a dictionary, is none."""
    return value if isinstance(value, str) else None

"""The entity extractor: put the taxonomy's codes on each message, whatever the language."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.extraction import extract
from bot.components.lexicon import lexicon

HOME = ZoneInfo("Europe/Helsinki")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CatalogueEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Find places, fields, occupations, times and the rest by look-ups and rules."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CatalogueEntityExtractor":
        """Create the component and read the look-ups, so that the first message need not wait."""
        lexicon()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of `messages` to those that they have; times are Finland's."""
        today = datetime.now(HOME).date()
        for message in messages:
            found = self.add_extractor_name(extract(message.get(TEXT) or "", today))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


__all__ = ["CatalogueEntityExtractor", "extract"]

"""Read the training files once: Rasa's own importer reads them three times over."""

from functools import cached_property

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class OnceImporter(RasaFileImporter):
    """Rasa's importer of project files, keeping what it has read."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the messages of every language: they train one model."""
        return self._messages

    @cached_property
    def _messages(self) -> TrainingData:
        messages: TrainingData = super().get_nlu_data()
        return messages

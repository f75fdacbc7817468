"""Rasa's message processor, run in this process and without its detours.

Stock Rasa checks each action's reply against a JSON schema, schedules its small graph of components
with dask and tears a reply's text and cards apart. None of that is needed here; what a component,
a policy or an action does is left to Rasa.
"""

from pathlib import Path
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

REPLY_KEYS = ("text", "buttons", "custom")


class InProcessEndpoint(EndpointConfig):
    """An action endpoint that calls the actions directly instead of over HTTP."""

    def __init__(self, executor: ActionExecutor) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = executor

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Run the action that `json` names and return its events and responses."""
        return await self._executor.run(kwargs["json"])


class Replies(OutputChannel):
    """Collects what the assistant says: `text`, `buttons` and `custom` of each message."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message as it is."""
        self.replies.append({key: message[key] for key in REPLY_KEYS if message.get(key)})


class InProcessAction(RemoteAction):
    """A custom action whose reply comes from our own code and needs no schema check."""

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        return True


class InOrderGraphRunner(DaskGraphRunner):
    """Runs the graph's components one after the other, in an order worked out once."""

    _orders: dict[tuple[str, ...], list[str]] | None = None

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Return the output of each target, by name."""
        schema = self._graph_schema
        wanted = tuple(targets or schema.target_names)
        self._orders = self._orders or {}
        if wanted not in self._orders:
            self._orders[wanted] = _order(schema.minimal_graph_schema(list(wanted)))
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in self._orders[wanted]:
            needs = schema.nodes[name].needs.values()
            done[name] = self._instantiated_nodes[name](*(done[need] for need in needs))
        return {name: done[name][1] for name in wanted}


class InProcessProcessor(MessageProcessor):
    """Rasa's processor with custom actions and the component graph in process."""

    @staticmethod
    def _load_model(model_path: Path) -> tuple[str, ModelMetadata, InOrderGraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), model_path, LocalModelStorage, InOrderGraphRunner
            )
        return model_path.name, metadata, runner

    async def run_one_action(self, channel: OutputChannel, tracker: DialogueStateTracker) -> None:
        """Predict and run the action that answers, then listen.

        Each of our rules has one action (`make check`), so Rasa's second prediction, which costs
        as much as the first, could only be to listen.
        """
        action, prediction = self.predict_next_with_tracker_if_should(tracker)
        if type(action) is RemoteAction:
            action = InProcessAction(action.name(), self.action_endpoint)
        await self._run_action(action, tracker, channel, self.nlg, prediction)
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME), self.domain)


def _order(schema: GraphSchema) -> list[str]:
    """Return the nodes of a graph so that each comes after what it needs; inputs are no nodes."""
    order: list[str] = []

    def visit(name: str) -> None:
        if name in schema.nodes and name not in order:
            for need in schema.nodes[name].needs.values():
                visit(need)
            order.append(name)

    for name in schema.nodes:
        visit(name)
    return order

"""What the turn does for people: the desk's state, orders of the assistant, counsellors' words."""

from collections.abc import Callable, Mapping
from datetime import datetime, timezone

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.actions.desk import Desk
from bot.actions.topics import topics
from bot.assistant import Answer
from bot.replies import HUMAN_CONTACT
from bot.wording import wording
from connectors.base import Reply
from conversations.callbacks import Callbacks
from conversations.handoff import Handoffs
from conversations.log import ConversationLog
from conversations.models import Conversation, Handoff
from conversations.opening import OpeningHours

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return this moment."""
    return datetime.now(timezone.utc)


class Reception:
    """The counsellors' desk on the database of `engine`; without `hours` it takes nobody over."""

    def __init__(
        self, engine: AsyncEngine, hours: OpeningHours | None = None, clock: Clock = now
    ) -> None:
        self.handoffs = Handoffs(engine)
        self.callbacks = Callbacks(engine)
        self._log = ConversationLog(engine)
        self._hours = hours
        self._clock = clock

    async def of(self, conversation: Conversation) -> Handoff | None:
        """Return the handoff of a conversation, if there is one; a new one has none."""
        return None if conversation.is_new else await self.handoffs.of(conversation.id)

    async def desk(self, handoff: Handoff | None) -> Desk | None:
        """Return what the assistant may say of the desk to the person whose `handoff` it is."""
        if self._hours is None:
            return None
        moment = self._clock()
        queue = [waiting.conversation_id for waiting in await self.handoffs.queue()]
        waits = handoff is not None and handoff.conversation_id in queue
        return Desk(
            opens=None if self._hours.is_open(moment) else self._hours.opens(moment),
            ahead=queue.index(handoff.conversation_id) if handoff and waits else len(queue),
            waiting=waits,
        )

    async def obey(self, conversation_id: str, answer: Answer, contacts: Mapping[str, str]) -> None:
        """Do what the replies order: queue the conversation, leave the queue, keep a contact."""
        orders = [reply["custom"] for reply in answer.replies if reply.get("custom")]
        wishes = [order["handoff"] for order in orders if "handoff" in order]
        if "leave" in wishes:
            await self.handoffs.end(conversation_id)
        if "queue" in wishes:
            await self.handoffs.wait(conversation_id, await self._topic(conversation_id))
        if any(order.get("callback") for order in orders):
            contact = ", ".join(contacts.values())
            await self.callbacks.add(conversation_id, contact, await self._topic(conversation_id))

    async def deliver(self, conversation: Conversation) -> list[Reply]:
        """Return what counsellors have written since the last turn, and mark it as delivered."""
        messages = await self.handoffs.undelivered(conversation.id)
        if messages:
            await self.handoffs.delivered(messages)
        say = wording(conversation.language)
        return [
            Reply(say.language, say.label("handoff", "counsellor", text=message.text))
            for message in messages
        ]

    async def _topic(self, conversation_id: str) -> str | None:
        asked = topics().keys() - {HUMAN_CONTACT}
        return await self._log.last_topic(conversation_id, asked)

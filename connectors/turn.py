"""The one path of a message: check, redact, wait for one's turn, answer, write down, reply."""

import logging
import time
from collections.abc import Mapping

from bot.assistant import Answer, Assistant
from bot.wording import languages, wording
from connectors.base import IncomingMessage, Reply
from connectors.door import checked
from connectors.faults import described
from connectors.order import Order
from connectors.reception import Reception
from connectors.replies import apology, goes_on, notice, stored, with_tokens, without_tokens
from conversations.log import ConversationLog, Entry, Offer, is_token
from conversations.models import Conversation
from conversations.redaction import contacts, redact

logger = logging.getLogger(__name__)


class MessageTurn:
    """Takes messages of all doors through the assistant, in order within a conversation."""

    def __init__(self, assistant: Assistant, log: ConversationLog, reception: Reception) -> None:
        self._assistant = assistant
        self._log = log
        self._reception = reception
        self._order = Order()

    async def handle(self, message: IncomingMessage) -> list[Reply]:
        """Answer `message`; raises BadMessage when it is not let in, and then stores nothing.

        While a counsellor has the conversation, the replies are what the counsellor has written
        since the last message: often none.
        """
        message = checked(message)
        text = redact(message.text)
        chosen = message.language if message.language in languages() else None
        pressed = Offer("", text, message.payload) if message.payload else None
        async with self._order.of(_key(message.channel, message.sender)):
            conversation = None
            try:
                conversation = await self._log.find(message.channel, message.sender)
                sealed = contacts(message.text)
                replies = await self._answer(conversation, text, chosen, sealed, pressed)
            except Exception as error:  # whatever broke, the person gets an answer
                logger.error("A turn failed: %s", described(error))
                return [apology(chosen or (conversation.language if conversation else None))]
        if conversation.is_new and not message.notice_shown:
            replies = [notice(replies[0].language), *replies]
        return replies

    async def news(self, channel: str, sender: str) -> list[Reply]:
        """Return what counsellors have written since the last turn, and mark it as delivered."""
        async with self._order.of(_key(channel, sender)):
            conversation = await self._log.known(channel, sender)
            return await self._reception.deliver(conversation) if conversation else []

    async def forget(self, channel: str, sender: str) -> None:
        """Delete the conversation and the assistant's memory of it; nothing when there is none."""
        async with self._order.of(_key(channel, sender)):
            if conversation := await self._log.known(channel, sender):
                await self._assistant.forget(conversation.id)
                await self._log.forget(conversation.id)

    async def _answer(
        self,
        conversation: Conversation,
        text: str,
        language: str | None,
        sealed: Mapping[str, str],
        pressed: Offer | None,
    ) -> list[Reply]:
        started = time.perf_counter()
        pressed = pressed or await self._pressed(conversation, text)
        said = pressed.title if pressed else text
        payload = pressed.payload if pressed else None
        handoff = await self._reception.of(conversation)
        if handoff and handoff.is_taken and not await self._in_danger(conversation, said, payload):
            await self._log.write(conversation, _unanswered(conversation, said))
            return await self._reception.deliver(conversation)
        desk = await self._reception.desk(handoff)
        answer = await self._assistant.answer(
            conversation.id, said, payload, language, sealed, desk
        )
        released = handoff is not None and handoff.released_at is not None
        if released:
            answer.replies.insert(0, goes_on(answer.language))
        replies, offers = with_tokens(conversation.id, answer)
        if _forgets(answer):
            await self._assistant.forget(conversation.id)
            await self._log.forget(conversation.id)
            return [without_tokens(reply) for reply in replies]
        entry = Entry(
            text=said,
            language=answer.language,
            intent=answer.intent,
            confidence=answer.confidence,
            entities=[
                {key: entity[key] for key in ("entity", "value") if key in entity}
                for entity in answer.entities
            ],
            replies=[stored(reply) for reply in answer.replies],
            model=self._assistant.model_name,
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
            offers=offers,
        )
        await self._log.write(conversation, entry)
        if handoff:
            replies = [*await self._reception.deliver(conversation), *replies]
        if released:
            await self._reception.handoffs.end(conversation.id)
        await self._reception.obey(conversation.id, answer, sealed)
        return replies

    async def _in_danger(self, conversation: Conversation, said: str, payload: str | None) -> bool:
        """Tell whether a message to a counsellor is a cry for help, which Aura answers as well."""
        return not payload and await self._assistant.in_danger(said, conversation.language)

    async def _pressed(self, conversation: Conversation, text: str) -> Offer | None:
        """Return the button behind `text`: a token of this conversation, or a starter's title."""
        return await self._log.pressed(conversation.id, text) if is_token(text) else starter(text)


def _key(channel: str, sender: str) -> str:
    return f"{channel}\0{sender}"


def starter(text: str) -> Offer | None:
    """Return the button with this title that is offered before a conversation exists.

    These are the greeting's buttons and the topics that a page may link to.
    """
    for language in languages():
        say = wording(language)
        for button in say.responses["utter_greet"][0]["buttons"]:
            if button["title"] == text:
                return Offer("", button["title"], button["payload"])
        for intent, title in say.labels["topic"].items():
            if title == text:
                return Offer("", title, f"/{intent}")
    return None


def _unanswered(conversation: Conversation, text: str) -> Entry:
    """Return what the log keeps of a message to a counsellor: nothing of ours."""
    return Entry(text, conversation.language, None, 0.0, [], [], model="", milliseconds=0.0)


def _forgets(answer: Answer) -> bool:
    return any(reply.get("custom", {}).get("forget") for reply in answer.replies)

"""What every answer must have: a button to a person, and each button once."""

from typing import Any

from bot.wording import wording

HUMAN_CONTACT = "contact_counsellor"


def with_human_contact(
    replies: list[dict[str, Any]], language: str, intent: str = ""
) -> list[dict[str, Any]]:
    """Return `replies` with a button to a person on the last one (Act 306/2019, section 6 a).

    An answer to `intent` that shows whom to contact needs none.
    """
    shown = any(reply.get("custom", {}).get("cards") for reply in replies)
    if replies and not (shown and intent == HUMAN_CONTACT):
        title = wording(language).label("button", "human")
        human = {"title": title, "payload": f"/{HUMAN_CONTACT}"}
        replies[-1]["buttons"] = [*replies[-1].get("buttons", []), human]
    return replies


def once_each(replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `replies` with each button where it stands last: "more" is more of the last answer.

    The mark that the answer may be judged stands once too.
    """
    seen: set[str] = set()
    for reply in reversed(replies):
        buttons = [
            button
            for button in reply.get("buttons", ())
            if not {button["title"], button["payload"]} & seen
        ]
        seen |= {button[key] for button in buttons for key in ("title", "payload")}
        if buttons or "buttons" in reply:
            reply["buttons"] = buttons
        if "feedback" in seen:
            reply.get("custom", {}).pop("feedback", None)
        elif reply.get("custom", {}).get("feedback"):
            seen.add("feedback")
    return replies

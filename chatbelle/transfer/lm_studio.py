"""LM Studio's `conversations/*.json`: a list of messages, each in one or more versions of which one is selected."""

from typing import Any

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.chat_settings import ChatSettings
from chatbelle.history import WholeChat
from chatbelle.transfer.strict import checked, count_of, moment_or, number_of, text_of, uid_of

STOPS = {
    "eosFound": StopReason.END,
    "stopStringFound": StopReason.STOP_STRING,
    "maxPredictedTokensReached": StopReason.MAX_TOKENS,
    "contextLengthReached": StopReason.CONTEXT_FULL,
    "userStopped": StopReason.INTERRUPTED,
    "failed": StopReason.CRASHED,
}


def chat_from(values: Any, now: float) -> WholeChat:
    """The chat in a conversation's file. Raises one of `strict.WRONG`."""
    created_at = moment_or(values.get("createdAt"), now)
    model = (values.get("lastUsedModel") or {}).get("identifier") or "LM Studio"
    messages: list[Message] = []
    tip: int | None = None
    for place in values["messages"]:
        versions = place["versions"]
        selected = count_of(place.get("currentlySelected", 0))
        after = tip
        for number, version in enumerate(versions):
            text = text_of_version(version)
            if text.strip():
                role = Role(version["role"])
                facts = facts_from(version, model) if role is Role.ASSISTANT else None
                messages.append(Message(role, text, len(messages) + 1, after, facts, created_at))
                tip = len(messages) if number == selected else tip
    system = text_of(values.get("systemPrompt") or "")
    uid = uid_of("lmstudio", values.get("createdAt"), *(message.text for message in messages))
    title = text_of(values.get("name") or "")
    settings = ChatSettings(system=system)
    return checked(WholeChat(uid, title, tuple(messages), tip, created_at, created_at, settings=settings))


def text_of_version(version: Any) -> str:
    """What was said in a version of a message, without the model's thoughts and its calls of tools."""
    if version.get("type") != "multiStep":
        return text_of_blocks(version.get("content") or [])
    steps = [step for step in version.get("steps") or [] if step.get("type") == "contentBlock"]
    said = [step for step in steps if (step.get("style") or {}).get("type") != "thinking"]
    return "\n\n".join(text_of_blocks(step.get("content") or []) for step in said)


def text_of_blocks(content: Any) -> str:
    """The texts in a list of blocks."""
    if isinstance(content, str):
        return text_of(content)
    return "\n".join(text_of(block.get("text")) for block in content if block.get("type") == "text")


def facts_from(version: Any, model: object) -> AnswerFacts:
    """How an answer came about, as far as the file says."""
    infos = [step["genInfo"] for step in version.get("steps") or [] if step.get("genInfo")]
    if not infos:
        return AnswerFacts(StopReason.END, text_of(model))
    stats = infos[-1].get("stats") or {}
    return AnswerFacts(
        STOPS.get(str(stats.get("stopReason")), StopReason.END),
        text_of(infos[-1].get("indexedModelIdentifier") or model),
        prompt_tokens=count_of(stats.get("promptTokensCount") or 0),
        answer_tokens=count_of(stats.get("predictedTokensCount") or 0),
        first_token_seconds=number_of(stats.get("timeToFirstTokenSec") or 0),
        seconds=number_of(stats.get("totalTimeSec") or 0),
    )

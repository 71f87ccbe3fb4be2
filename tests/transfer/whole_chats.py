"""Chats to be exported and imported."""

from pathlib import Path

from hypothesis import strategies as st

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.chat_settings import ChatSettings
from chatbelle.history import WholeChat

FACTS = AnswerFacts(StopReason.MAX_TOKENS, "BELLE-7B", 12, 7, 34, 0.25, 1.5, 2)
CHAT = WholeChat(
    "uid-1",
    "天气 & <b>",
    (
        Message(Role.SYSTEM, "你是 BELLE。", 1, None, None, 10.5),
        Message(Role.USER, "今天天气怎么样？", 2, 1, None, 11.0),
        Message(Role.ASSISTANT, "不知道。", 3, 2, FACTS, 12.0),
        Message(Role.ASSISTANT, "**晴**。\n\n```python\nprint('<晴>')\n```", 4, 2, FACTS, 13.0),
    ),
    4,
    10.0,
    13.0,
    pinned=True,
    settings=ChatSettings(Path("m.gguf"), temperature=0.5, stop=("完",)),
)


@st.composite
def whole_chats(draw: st.DrawFn) -> WholeChat:
    """Any tree of messages with any text."""
    moments = st.floats(0, 4e9)
    messages: list[Message] = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        parent = draw(st.sampled_from([None, *range(1, number)]))
        facts = draw(st.sampled_from([None, FACTS]))
        said_at = draw(st.floats(1, 4e9))
        messages.append(Message(draw(st.sampled_from(Role)), draw(st.text()), number, parent, facts, said_at))
    tip = draw(st.sampled_from([None, *(message.id for message in messages)]))
    pinned, archived = draw(st.booleans()), draw(st.booleans())
    settings = draw(st.sampled_from([ChatSettings(), CHAT.settings]))
    uid = draw(st.uuids()).hex
    return WholeChat(
        uid, draw(st.text()), tuple(messages), tip, draw(moments), draw(moments), pinned, archived, settings
    )

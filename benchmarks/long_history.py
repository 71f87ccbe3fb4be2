"""The history that the interface is measured with: hundreds of chats, and one of a thousand messages."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import time

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.demo import ENGLISH, LEARNING
from chatbelle.history import WholeChat
from chatbelle.store.chats import open_store

DAY_SECONDS = 86_400
QUESTIONS = (
    "用三句话介绍《红楼梦》",
    "Explain GGUF to a colleague",
    "周末做一道清淡的家常菜",
    "帮我把这一段改得口语一些",
)
STORY = """从前有一座山，山里有一座庙，庙里有一个老和尚在给小和尚讲故事。讲的是：**学习**这件事急不得。

1. 先把今天的一页读完，`合上书`说一遍。
2. Then explain it to somebody who has never heard of it.
3. 第二天再看一遍，错的地方单独记下来。

> 温故而知新，可以为师矣。
"""
ANSWERS = (STORY, ENGLISH, LEARNING)


def write_history(home: Path, chats: int, messages_of_longest: int = 0) -> None:
    """Fill the store in `home`: short chats over the last months, and a long one as the newest."""
    home.mkdir(parents=True, exist_ok=True)
    now = time()
    with closing(open_store(home / "chats.sqlite3")) as store:
        store.take_in(chat(number, 4, now - number * DAY_SECONDS / 4) for number in range(chats, 0, -1))
        if messages_of_longest:
            store.take_in([chat(0, messages_of_longest, now)])


def chat(number: int, messages: int, changed_at: float) -> WholeChat:
    """A chat of so many messages: questions and answers in turn, of a few words to a screen with code and a table."""
    title = f"{number}. {QUESTIONS[number % len(QUESTIONS)]}"
    return WholeChat(str(number), title, tuple(conversation(messages)), messages, changed_at, changed_at)


def conversation(messages: int) -> Iterator[Message]:
    """The messages, numbered from 1."""
    for number in range(1, messages + 1):
        parent = number - 1 or None
        if number % 2:
            yield Message(Role.USER, f"{number}. {QUESTIONS[number // 2 % len(QUESTIONS)]}", number, parent)
        else:
            facts = AnswerFacts(StopReason.END, "Demo 演示", 400, 60, 300, 0.3, 6.0)
            yield Message(Role.ASSISTANT, ANSWERS[number // 2 % len(ANSWERS)], number, parent, facts)

"""The chats that the gallery shows, in Chinese or in English."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from time import time

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.chat_settings import ChatSettings
from chatbelle.context import WhenFull
from chatbelle.demo import ENGLISH, LEARNING
from chatbelle.history import WholeChat
from chatbelle.store.chats import open_store
from chatbelle.words import Language

HOUR_SECONDS = 3600
FACTS = AnswerFacts(StopReason.END, "Demo 演示", 412, 38, 356, 0.42, 9.8)
FULL = 400  # paragraphs that no longer fit

THOUGHT_ZH = """<think>
对方想要一份清淡的家常菜，两个人，半小时。先想食材：豆腐、番茄、鸡蛋都容易买到。

番茄豆腐汤可以和清炒时蔬同时做。米饭要先煮上。
</think>

两个人吃，半小时够做**两菜一汤**：

1. **先煮饭**，大约 25 分钟。
2. **番茄豆腐汤**：番茄炒出汁，加水煮开，下豆腐，最后淋蛋花。
3. **清炒时蔬**：蒜末爆香，大火两分钟。
4. **蒸蛋**：一个蛋配两倍温水，上锅蒸八分钟。

汤在煮的时候炒菜，最后一起上桌。"""
THOUGHT_EN = """<think>
They want something light for two in half an hour. Tofu, tomatoes and eggs are easy to find.

The soup can simmer while the greens are fried. Rice has to be started first.
</think>

For two people, half an hour is enough for **two dishes and a soup**:

1. **Rice first**, about 25 minutes.
2. **Tomato and tofu soup**: fry the tomatoes, add water, then tofu, and an egg at the end.
3. **Greens**: garlic in hot oil, two minutes over high heat.
4. **Steamed egg**: one egg to twice as much warm water, eight minutes.

Fry while the soup simmers, and everything is ready at once."""
VERSIONS_ZH = (
    "大家好，我叫林夏，做了三年产品，喜欢把复杂的事情讲简单。",
    "我是林夏。三年产品经验，擅长从用户的一句抱怨里找到真正的问题。业余时间写诗，也修自行车。",
    "你好，我是林夏：白天做产品，晚上写诗，周末修车。\n\n> 我相信好用的东西都很安静。",
)
VERSIONS_EN = (
    "Hello, I'm Lin Xia. I have built products for three years and like to make hard things plain.",
    "I'm Lin Xia: three years in products, good at finding the real question behind a complaint.",
    "Hi, I'm Lin Xia. Products by day, poems by night, bicycles at weekends.\n\n> Good tools are quiet.",
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is said in one language."""

    learning: tuple[str, str]  # question, answer
    cooking: tuple[str, str]
    introduction: tuple[str, tuple[str, ...]]  # with three versions of the answer
    novel: tuple[str, str]  # question, and what each chapter says; so long that it is no longer seen
    others: tuple[str, ...]


ZH = Telling(
    ("我想用一个月学会一门新技能，每天只有半小时，帮我安排一下。", LEARNING),
    ("周末想做一顿清淡的家常菜，两个人，半小时能做好吗？", THOUGHT_ZH),
    ("帮我写一段自我介绍，轻松一点。", VERSIONS_ZH),
    ("把这部小说一章一章讲给我听", "风从窗外吹进来，她把灯拨亮了些，又把那封信从头读了一遍。"),
    ("用三句话介绍《红楼梦》", "把这段邮件改得客气一些", "给小朋友讲什么是量化", "一周的跑步计划", "周报开头怎么写"),
)
EN = Telling(
    ("Plan five short evenings for me: I want to read a difficult book.", ENGLISH),
    ("A light dinner for two in half an hour. What can I cook?", THOUGHT_EN),
    ("Write a short introduction of me, and keep it light.", VERSIONS_EN),
    ("Tell me this novel chapter by chapter", "The wind came in; she turned up the lamp and read the letter again."),
    ("Three sentences about a long novel", "Make this mail more polite", "What is quantisation?", "A running plan"),
)


def write_chats(home: Path, language: Language) -> None:
    """Fill the store in `home`; the newest chat comes first in the list."""
    told = ZH if language is Language.ZH else EN
    question, versions = told.introduction
    chats = [
        dialogue([told.learning]),
        dialogue([told.cooking]),
        branched(question, versions),
        overflowing(*told.novel),
        *(dialogue([(title, versions[0])]) for title in told.others),
    ]
    now = time()
    with closing(open_store(home / "chats.sqlite3")) as store:
        whole = [as_chat(number, said, now - number * number * 2.5 * HOUR_SECONDS) for number, said in enumerate(chats)]
        store.take_in(reversed(whole))


def as_chat(number: int, said: Sequence[Message], changed_at: float) -> WholeChat:
    """One chat; the one that overflows asks what to do."""
    settings = ChatSettings(when_full=WhenFull.ASK) if len(said) > FULL else ChatSettings()
    title, tip = said[0].text, said[-1].id
    return WholeChat(str(number), title, tuple(said), tip, changed_at, changed_at, settings=settings)


def dialogue(turns: Sequence[tuple[str, str]]) -> list[Message]:
    """Questions and answers, one after the other."""
    said: list[Message] = []
    for question, answer in turns:
        said.append(Message(Role.USER, question, len(said) + 1, len(said) or None))
        said.append(Message(Role.ASSISTANT, answer, len(said) + 1, len(said), FACTS))
    return said


def branched(question: str, versions: Sequence[str]) -> list[Message]:
    """A question with several answers beside one another."""
    answers = [Message(Role.ASSISTANT, text, number, 1, FACTS) for number, text in enumerate(versions, start=2)]
    return [Message(Role.USER, question, 1), *answers]


def overflowing(question: str, chapter: str) -> list[Message]:
    """A chat that no longer fits into the context."""
    turns = [(f"{number}.", f"{number}. {chapter * 4}") for number in range(2, FULL // 2 + 2)]
    *earlier, last = dialogue([(question, "…"), *turns])
    return [*earlier, replace(last, facts=replace(FACTS, prompt_tokens=7800))]

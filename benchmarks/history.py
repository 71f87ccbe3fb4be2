"""How fast a search in 100,000 messages is, and how long their index takes to make.

    python benchmarks/history.py [--messages N] [--json]

The messages are made up of characters and words as frequent as in real text (Zipf's law), two thirds Chinese, from a
few words to some hundred characters long. Every query is asked three times, and its figure is the middle one: what else
the machine does at the moment should not count. `worst` is the slowest query; `single worst` the slowest time of all.
"""

import argparse
import json
import random
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from time import perf_counter, time

from rich.console import Console
from rich.table import Table

from chatbelle.store.chats import Store, open_store

MESSAGES_A_CHAT = 20
QUERIES_OF_A_KIND = 40
FREQUENT = (
    "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用"
)
LATIN = (
    "the of and to in is you that it was for on are as with model python code token context answer weather list file"
)


class Tongue:
    """Words of a made-up language, each as frequent as its place in the list says."""

    def __init__(self, words: Sequence[str], dice: random.Random) -> None:
        self._words, self._dice = words, dice
        self._weights = list(accumulate(1 / (place + 4) for place in range(len(words))))

    def say(self, count: int) -> list[str]:
        return self._dice.choices(self._words, cum_weights=self._weights, k=count)


def tongues(dice: random.Random) -> tuple[Tongue, Tongue]:
    """Chinese and English, as far as an index can tell."""
    rare = [chr(0x4E00 + place) for place in dice.sample(range(0x3000), 3000)]
    characters = Tongue([*FREQUENT, *rare], dice)
    pairs = ["".join(characters.say(2)) for _ in range(8000)]
    letters = Tongue("etaoinshrdlucmfwypvbgk", dice)
    words = ["".join(letters.say(dice.randint(4, 9))) for _ in range(8000)]
    return Tongue([*FREQUENT[:20], *pairs], dice), Tongue([*LATIN.split(), *words], dice)


def messages(count: int, dice: random.Random) -> Iterator[str]:
    """Short questions and longer answers in turn."""
    chinese, english = tongues(dice)
    for number in range(count):
        words = dice.randint(60, 160) if number % 2 else dice.randint(3, 20)
        if dice.random() < 2 / 3:
            yield "，".join("".join(chinese.say(6)) for _ in range(words // 6 + 1)) + "。"
        else:
            yield " ".join(english.say(words)) + "."


def fill(store: Store, texts: Sequence[str]) -> None:
    """Keep the messages, in chats of their own."""
    with store.transaction() as db:
        for start in range(0, len(texts), MESSAGES_A_CHAT):
            sql = "INSERT INTO chats (title, created_at, changed_at, uid) VALUES (?, ?, ?, ?) RETURNING id"
            (chat,) = db.execute(sql, (texts[start][:24], time(), time(), str(start))).fetchone()
            rows = ((chat, text, time()) for text in texts[start : start + MESSAGES_A_CHAT])
            db.executemany("INSERT INTO messages (chat, role, text, created_at) VALUES (?, 'user', ?, ?)", rows)


def queries(texts: Sequence[str], dice: random.Random) -> dict[str, list[str]]:
    """What a person might type: parts of messages, the most frequent characters, and words that nobody said."""
    chinese = [text for text in texts if text.endswith("。") and len(text) > 40]
    english = [text for text in texts if text.endswith(".")]

    def parts(length: int) -> list[str]:
        taken = [dice.choice(chinese).replace("，", "")[4:] for _ in range(QUERIES_OF_A_KIND)]
        return [text[:length] for text in taken]

    def beginnings(length: int) -> list[str]:
        return [dice.choice(dice.choice(english).split())[:length] for _ in range(QUERIES_OF_A_KIND)]

    return {
        "one Chinese character": [*FREQUENT[:10], *parts(1), "龘"],
        "two Chinese characters": [*parts(2), "我们", "的一", "龘龘"],
        "three Chinese characters": [*parts(3), "的一是", "龘龘龘"],
        "one Latin letter": [*"etaoin", *beginnings(1)],
        "two Latin letters": ["th", *beginnings(2)],
        "a Latin word": ["the", "weather", "zzzz", *beginnings(9)],
        "two words": [f"{one} {other}" for one, other in zip(parts(2), beginnings(4), strict=True)]
        + ["的 the", "的 一 是"],
    }


def milliseconds(store: Store, typed: str) -> list[float]:
    """How long each of the three times took, in order of length."""
    times: list[float] = []
    for _ in range(3):
        began = perf_counter()
        store.search(typed)
        times.append((perf_counter() - began) * 1000)
    return sorted(times)


def main() -> None:
    """Measure, print a table, and with --json the figures as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    dice = random.Random(5)
    texts = list(messages(options.messages, dice))
    table = Table("query", "median ms", "worst ms", "slowest")
    figures: dict[str, float] = {"messages": len(texts), "characters": sum(map(len, texts))}
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder) / "chats.sqlite3")) as store:
        fill(store, texts)
        began = perf_counter()
        for _ in store.prepare_search():
            pass
        figures["index_seconds"] = round(perf_counter() - began, 1)
        for kind, asked in queries(texts, dice).items():
            times = {typed: milliseconds(store, typed) for typed in asked}
            took = {typed: middle for typed, (_, middle, _) in times.items()}
            slowest = max(took, key=took.__getitem__)
            figures[f"{kind}, median ms"] = round(statistics.median(took.values()), 1)
            figures[f"{kind}, worst ms"] = round(took[slowest], 1)
            figures[f"{kind}, single worst ms"] = round(max(longest for *_, longest in times.values()), 1)
            table.add_row(kind, f"{statistics.median(took.values()):.1f}", f"{took[slowest]:.1f}", slowest)
    figures["worst_ms"] = max(figure for name, figure in figures.items() if name.endswith(", worst ms"))
    Console().print(table)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""A process to be killed: takes one turn as the app does, and reports what a person would have seen, and when."""

import json
import sys
from pathlib import Path
from time import monotonic

from chatbelle.chat import Message, Role, title_from
from chatbelle.engine.protocol import Sampling
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.session import answer
from chatbelle.store.chats import open_store


def report(**seen: object) -> None:
    print(json.dumps({"at": monotonic(), **seen}), flush=True)


def one_turn(path: Path, question: str, script: str) -> None:
    report(started=True)
    store = open_store(path)
    chat = store.new_chat(title_from(question))
    report(chat=chat.id)
    chat = chat.add(store.add(chat.id, Message(Role.USER, question)))
    report(asked=question)
    engine = ScriptedEngine(script, pause_seconds=0.01)
    for piece in answer(chat, engine, Sampling(), store.add, store.update):
        report(piece=piece.text)
    report(ended=True)
    store.close()


if __name__ == "__main__":
    one_turn(Path(sys.argv[1]), sys.argv[2], sys.argv[3])

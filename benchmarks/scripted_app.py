"""The whole app with a script instead of a model, as a program of its own: for the browser's tests and measurements.

python benchmarks/scripted_app.py PORT TOKENS_PER_SECOND ANSWERS.json
"""

import asyncio
import json
import sys
from contextlib import closing
from pathlib import Path

from chatbelle.app import run
from chatbelle.demo import demo_jobs, demo_library
from chatbelle.disk import own_disk
from chatbelle.engine.protocol import Sampling
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.paths import chats_file, settings_file
from chatbelle.rooms import Rooms, enter, locking_of
from chatbelle.settings import KeptSettings
from chatbelle.store.chats import open_store
from chatbelle.ui.loading import SharedModel


def main(port: int, tokens_per_second: float, answers: list[str]) -> None:
    engine = ScriptedEngine(*answers, pause_seconds=1 / tokens_per_second, context_tokens=8192, model_name="Demo 演示")
    engine.recommended = Sampling(max_tokens=8000)  # as long as the script
    with closing(open_store(chats_file())) as store:
        shared = SharedModel(lambda path, prompt_format, on_progress, cancelled: engine)
        kept = KeptSettings(settings_file())
        kept.change(suggest_titles=False)  # the script has answers only
        rooms = Rooms(store, kept, shared, demo_library(), demo_jobs(), own_disk(), locking=locking_of(store))
        asyncio.run(run(lambda until_closed: enter(rooms, Path("script.gguf"), until_closed), port, True))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text(encoding="utf-8")))

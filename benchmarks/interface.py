"""How the interface feels: the app with a script for a model, in a real Chromium.

    python benchmarks/interface.py [answer start long empty keys list memory] [--json]

`open_ms`: from the click on a chat of 1,000 messages to its last message on the screen; the middle of five.
`scroll_worst_ms`, `scroll_empty_ms`: the longest frame while that chat is scrolled through, and while a page with
    nothing of ours on it is: without a GPU the processor paints, and that much of the frame is its own. The middle of
    three passes.
`key_ms`: from a key pressed in the composer while an answer streams to the frame that shows it; the middle of 40.
`key_slow_ms`: the same, the slowest but two.
`answer_kb`: what an answer of 2,000 tokens sends to the browser.
`idle_percent`: of one core, what the app's process takes while nobody does anything.
`list_ms`: from the touch on the menu of a phone to a list of 500 chats.
`memory_growth_percent`: of the app's process, by an hour of use: 60 questions, 200 chats opened, 20 visits to the
    Models page and 20 turns of the window. The first quarter warms up; the growth is that of the rest.
`start_seconds`: from the program's start to the composer, while the built-in model loads. The browser is open already.
`start_empty_seconds`: the same for the page with nothing of ours on it.

The accessibility tree is switched on wherever a control has to be found, which makes those figures larger than what
most people see; frames are watched without it.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.table import Table

from chatbelle.library.builtin import builtin_model
from driving import (
    SCRIPTED_APP,
    chromium,
    click,
    listed_chats,
    named,
    open_app,
    skip_welcome,
    started,
    wait_until,
    write,
)
from in_page import READY_AT, frame_milliseconds, key_milliseconds, milliseconds_to_paint
from long_history import ANSWERS, write_history
from ui_bytes import answer_of, measure_ui_kilobytes

EMPTY_PAGE = Path(__file__).with_name("empty_page.py")
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
LONGEST, CHATS = 1000, 500
SETTLED_MS = 1500
REACH = {
    "open_ms": "≤ 500",
    "scroll_worst_ms": "≤ 100",
    "scroll_empty_ms": "",
    "key_ms": "≤ 50",
    "key_slow_ms": "",
    "answer_kb": "≤ 200",
    "idle_percent": "≤ 1",
    "list_ms": "≤ 300",
    "memory_growth_percent": "≤ 10",
    "start_seconds": "≤ 2.5",
    "start_empty_seconds": "",
}


class Stage:
    """Programs with files of their own, and the browser that looks at them."""

    def __init__(self, folder: Path, browser: Browser, programs: ExitStack) -> None:
        self._folder, self._programs, self.browser = folder, programs, browser

    def program(self, home: str, *command: str) -> tuple[str, int]:
        """A program, until the part or `end_programs` ends it; its address and process id."""
        skip_welcome(self._folder / home)
        return self._programs.enter_context(started(self._folder / home, *command))

    def scripted(self, chats: int, longest: int = 0, tokens_per_second: float = 2000) -> tuple[str, int]:
        """The app with so many chats in it."""
        home = f"{chats}-{longest}-{tokens_per_second}"
        write_history(self._folder / home, chats, longest)
        script = self._folder / home / "answers.json"
        script.write_text(json.dumps([answer_of(2000)] if tokens_per_second < 100 else ANSWERS), encoding="utf-8")
        return self.program(home, str(SCRIPTED_APP), "PORT", str(tokens_per_second), str(script))

    def end_programs(self) -> None:
        """End those that run."""
        self._programs.close()

    def page(self, size: dict[str, int]) -> Page:
        """A page of this size."""
        return self.browser.new_page(viewport={"width": size["width"], "height": size["height"]})


def measure_long_chat(stage: Stage) -> dict[str, float]:
    """Opening a chat of a thousand messages, and scrolling through it."""
    address, _ = stage.scripted(20, LONGEST)
    page = stage.page(WIDE)
    open_app(page, address)
    page.wait_for_timeout(SETTLED_MS)
    longest = listed_chats(page)[0]
    opened = []
    for _ in range(5):
        opened.append(milliseconds_to_paint(page, f"message-{LONGEST - 1}", lambda: click(page, longest)))
        page.wait_for_timeout(SETTLED_MS)
        click(page, "new-chat")
        page.wait_for_timeout(SETTLED_MS)
    place = named(page, longest).bounding_box()
    assert place
    page.close()
    page = stage.page(WIDE)  # another, because the accessibility tree cannot be switched off again
    page.goto(address)
    page.wait_for_timeout(4 * SETTLED_MS)
    page.mouse.click(place["x"] + 40, place["y"] + place["height"] / 2)
    page.wait_for_timeout(2 * SETTLED_MS)
    worst = median(max(frame_milliseconds(page, lambda: scroll(page))) for _ in range(3))
    page.close()
    return {"open_ms": median(opened), "scroll_worst_ms": worst}


def measure_empty_page(stage: Stage) -> dict[str, float]:
    """The page with nothing of ours on it."""
    began = time.time()
    address, _ = stage.program("empty", str(EMPTY_PAGE), "PORT")
    page = stage.page(WIDE)
    page.goto(address)
    page.wait_for_selector("flt-semantics-placeholder", state="attached")
    seconds = time.time() - began
    page.wait_for_timeout(2 * SETTLED_MS)
    worst = median(max(frame_milliseconds(page, lambda: scroll(page))) for _ in range(3))
    page.close()
    return {"scroll_empty_ms": worst, "start_empty_seconds": seconds}


def scroll(page: Page) -> None:
    """Turn the wheel, up and down again, as a hand does."""
    page.mouse.move(WIDE["width"] * 0.6, WIDE["height"] / 2)
    for turn in (-240, 160):
        for _ in range(50):
            page.mouse.wheel(0, turn)
            page.wait_for_timeout(30)


def measure_keys_and_idleness(stage: Stage) -> dict[str, float]:
    """Keys while an answer streams, and what the app does once it has been stopped."""
    address, process_id = stage.scripted(20, tokens_per_second=50)
    page = stage.page(WIDE)
    open_app(page, address)
    write(page, "请详细介绍一下。")
    page.keyboard.press("Enter")
    named(page, "stop").wait_for(state="attached")
    page.wait_for_timeout(4 * SETTLED_MS)  # the answer has some length

    def type_on() -> None:
        for number in range(40):
            page.keyboard.press("abcde"[number % 5])
            page.wait_for_timeout(180)

    keys = sorted(key_milliseconds(page, type_on))
    click(page, "stop")
    page.wait_for_timeout(2 * SETTLED_MS)
    app = psutil.Process(process_id)
    app.cpu_percent()
    page.wait_for_timeout(15_000)
    idle = app.cpu_percent()
    page.close()
    return {"key_ms": median(keys), "key_slow_ms": keys[-3], "idle_percent": idle}


def measure_list(stage: Stage) -> dict[str, float]:
    """The drawer of a phone with hundreds of chats."""
    address, _ = stage.scripted(CHATS)
    page = stage.page(PHONE)
    open_app(page, address)
    took = []
    for _ in range(5):
        page.wait_for_timeout(SETTLED_MS)
        took.append(milliseconds_to_paint(page, f"chat-{CHATS}", lambda: click(page, "menu")))
        page.wait_for_timeout(SETTLED_MS)
        click(page, f"chat-{CHATS}")
    page.close()
    return {"list_ms": median(took)}


def measure_memory(stage: Stage) -> dict[str, float]:
    """What an hour leaves behind in the app's process."""
    address, process_id = stage.scripted(40)
    app = psutil.Process(process_id)
    page = stage.page(WIDE)
    open_app(page, address)
    quarters = []
    for _ in range(4):
        use_for_a_quarter_of_an_hour(page)
        page.wait_for_timeout(SETTLED_MS)
        quarters.append(app.memory_info().rss)
    page.close()
    return {"memory_growth_percent": 100 * (quarters[-1] - quarters[0]) / quarters[0]}


def use_for_a_quarter_of_an_hour(page: Page) -> None:
    """15 questions, 50 chats opened, 5 visits to the Models page, 5 turns of the window."""
    for number in range(50):
        wait_until(page, lambda: len(listed_chats(page)) >= 8)
        click(page, listed_chats(page)[number % 8])
        page.wait_for_timeout(120)
        if number % 10 == 0:
            click(page, "models")
            page.wait_for_timeout(300)
            page.keyboard.press("Escape")
            page.set_viewport_size({"width": WIDE["width"] + number, "height": WIDE["height"]})
        if number % 10 < 3:
            click(page, "new-chat")
            page.wait_for_timeout(200)
            write(page, f"第 {number} 个问题")
            page.keyboard.press("Enter")
            wait_until(page, lambda: named(page, "copy-1").count() > 0)


def measure_start(stage: Stage) -> dict[str, float]:
    """The app as a person starts it, with the built-in model."""
    command = ("-m", "chatbelle.cli", "--browser", "--port", "PORT", "--model", str(builtin_model()))
    took = []
    for number in range(3):
        page = stage.page(WIDE)
        page.add_init_script(READY_AT)
        began = time.time()
        address, _ = stage.program(f"start-{number}", *command)
        page.goto(address)
        page.wait_for_function("window.readyAt", timeout=30_000)
        took.append(float(page.evaluate("window.readyAt")) - began)
        page.close()
        stage.end_programs()
    return {"start_seconds": median(took)}


PARTS: dict[str, Callable[[Stage], dict[str, float]]] = {
    "start": measure_start,
    "long": measure_long_chat,
    "empty": measure_empty_page,
    "keys": measure_keys_and_idleness,
    "list": measure_list,
    "memory": measure_memory,
}


def measure(parts: Sequence[str]) -> dict[str, float]:
    """The figures, one part after the other: two cores are not enough for two browsers."""
    figures = {"answer_kb": measure_ui_kilobytes()} if "answer" in parts else {}
    with TemporaryDirectory() as folder, chromium() as browser:
        for part in parts:
            if part in PARTS:
                with ExitStack() as programs:
                    figures |= PARTS[part](Stage(Path(folder), browser, programs))
                print(part, figures, file=sys.stderr)
    return {name: round(figures[name], 1) for name in REACH if name in figures}


def main() -> None:
    """Measure, print a table, and with --json the figures as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=["answer", *PARTS, []], default=["answer", *PARTS])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.parts)
    table = Table("what", "measured", "reach")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:g}", REACH[name])
    Console().print(table)
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()

"""Drives the app as a person would: a program of its own, a real headless Chromium, names as screen readers see."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
WAIT_SECONDS = 30
FRAMES = 30  # half a second
# Flutter listens for a click in the middle, as a phone's screen reader makes one.
SWITCH_ON = """placeholder => {
  const box = placeholder.getBoundingClientRect();
  const middle = { bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  placeholder.dispatchEvent(new MouseEvent("click", middle));
}"""
ROOT = Path(__file__).parents[1]
SCRIPTED_APP = ROOT / "benchmarks" / "scripted_app.py"


@contextmanager
def running(home: Path, *command: str, first_run: bool = False) -> Iterator[str]:
    """The app as a program, with its files in `home`; PORT in the command is a free port. Yields its address."""
    if not first_run:
        skip_welcome(home)
    with started(home, *command) as (address, _):
        yield address


@contextmanager
def started(home: Path, *command: str) -> Iterator[tuple[str, int]]:
    """The same, with its process id beside the address."""
    port = free_port()
    arguments = [sys.executable, *(str(port) if part == "PORT" else part for part in command)]
    # FLET_FORCE_WEB_SERVER: never a browser window on the screen of whoever runs this.
    ours = {"CHATBELLE_HOME": str(home), "FLET_FORCE_WEB_SERVER": "1", "LANG": "zh_CN.UTF-8", "PYTHONPATH": str(ROOT)}
    environment = {**os.environ, **ours}
    app = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert app.stdout is not None
        said = app.stdout.readline()
        assert f":{port}" in said, said + (app.stdout.read() if app.poll() is not None else "")
        yield f"http://127.0.0.1:{port}", app.pid
    finally:
        app.send_signal(signal.SIGINT)
        rest, _ = app.communicate(timeout=WAIT_SECONDS)
        assert "Traceback" not in rest, rest


def skip_welcome(home: Path) -> None:
    """Whoever has these settings was welcomed before."""
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "settings.json"
    chosen = json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    settings.write_text(json.dumps({"welcomed": True, **chosen}), encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield browser
        browser.close()


def open_app(page: Page, address: str, first: str = "composer") -> None:
    """Load the app and switch its accessibility tree on; `first` is what it shows then."""
    page.goto(address)
    page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=WAIT_SECONDS * 1000)
    page.locator("flt-semantics-placeholder").evaluate(SWITCH_ON)
    named(page, first).wait_for(state="attached", timeout=WAIT_SECONDS * 1000)


def named(page: Page, identifier: str) -> Locator:
    return page.locator(f'[flt-semantics-identifier="{identifier}"]')


def listed_chats(page: Page) -> list[str]:
    """The names of the chats in the list, from the top."""
    names = page.locator('[flt-semantics-identifier^="chat-"]').evaluate_all(
        "nodes => nodes.map(node => node.getAttribute('flt-semantics-identifier'))"
    )
    return [name for name in names if name.removeprefix("chat-").isdigit()]


def click(page: Page, identifier: str) -> None:
    control = named(page, identifier)
    control.wait_for(state="attached")
    box = control.bounding_box()
    assert box is not None, identifier
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def click_at_rest(page: Page, identifier: str) -> None:
    """Click what a menu or sheet brings along, once it no longer moves."""
    control = named(page, identifier)
    control.wait_for(state="attached")
    seen: list[object] = []

    def rests() -> bool:
        seen.append(control.bounding_box())
        page.wait_for_timeout(150)
        return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3] is not None

    wait_until(page, rests)
    click(page, identifier)


def write(page: Page, text: str) -> None:
    """Type into the composer."""
    type_into(page, "composer", text)


def type_into(page: Page, identifier: str, text: str) -> None:
    """Type into a field, in place of what stands there; again, until Flutter edits there and the text stays.

    A click moves Flutter's editing element there some frames later. And where a tooltip is shown, Flutter puts the
    whole page under another node; when that goes, the field moves within the document and loses its focus.
    """
    field = named(page, identifier).locator("input, textarea").first
    field.wait_for(state="attached")
    draw_frames(page)
    for _ in range(8):
        field.click()  # even where the focus is: what got it before the accessibility tree was there may not be heard
        draw_frames(page)
        if not has_focus(field):
            continue
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        draw_frames(page)
        if has_focus(field) and page.evaluate("document.activeElement.value") == text:
            return
    raise AssertionError(f"{identifier} does not take “{text}”")


def draw_frames(page: Page) -> None:
    """Wait while the page draws frames: that long on a quiet machine, and as long as it takes on a busy one."""
    page.evaluate(
        """frames => new Promise(done => {
            const draw = left => left ? requestAnimationFrame(() => draw(left - 1)) : done();
            draw(frames);
        })""",
        FRAMES,
    )


def has_focus(field: Locator) -> bool:
    """Whether what is typed goes into the field.

    Where a field had the focus before the accessibility tree was there, Flutter keeps editing in an element of its own
    that it lays over whichever field has the focus; else it edits in the tree's.
    """
    return bool(
        field.evaluate(
            """field => {
                const active = document.activeElement;
                if (active === field || !active.classList.contains("flt-text-editing")) return active === field;
                const over = active.getBoundingClientRect(), box = field.getBoundingClientRect();
                const x = over.left + over.width / 2, y = over.top + over.height / 2;
                return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
            }"""
        )
    )


def text_of(page: Page, identifier: str) -> str:
    """Everything that a screen reader would say there; empty where nothing has that name."""
    return said_in(named(page, identifier))


def text_of_page(page: Page) -> str:
    """Everything that a screen reader would say."""
    return said_in(page.locator("flt-semantics-host"))


def said_in(nodes: Locator) -> str:
    """What a screen reader would say in the first of these nodes."""
    return str(
        nodes.evaluate_all(
            """nodes => nodes.slice(0, 1).map(node => [node, ...node.querySelectorAll('[aria-label]')]
                .map(each => each.getAttribute('aria-label') || '').join('\\n') + '\\n' + node.innerText).join()"""
        )
    )


def wait_until(page: Page, holds: Callable[[], bool], seconds: float = WAIT_SECONDS) -> None:
    """Wait until something holds; fails loudly when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        page.wait_for_timeout(50)

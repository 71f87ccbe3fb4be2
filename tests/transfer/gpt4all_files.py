"""Writes GPT4All's `.chat` files of every version, as its own code does: chat.cpp, chatllm.cpp, chatmodel.h."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

MAGIC = 0xF5D553CC


@dataclass(frozen=True)
class Turn:
    """A prompt or an answer; `parts` are (name, value, its own parts)."""

    name: str
    value: str
    stopped: bool = False
    failed: bool = False
    parts: tuple[tuple[str, str, tuple[object, ...]], ...] = ()


TURNS = (Turn("Prompt: ", "喝什么茶？🍵"), Turn("Response: ", "龙井。", stopped=True))


def chat_file(version: int, turns: Sequence[Turn] = TURNS, given: str = "abc123") -> bytes:
    """A whole file."""
    content = struct.pack(">Iiq", MAGIC, version, 1700000000)
    content += text(given) + text("问茶") + text(None) + text("Llama 3 8B Instruct")
    if version >= 3:
        content += struct.pack(">I", 2) + text("docs") + text("书")
    if version < 11:
        content += model(version)
    return content + struct.pack(">i", len(turns)) + b"".join(item(version, turn) for turn in turns)


def text(value: str | None) -> bytes:
    """A QString."""
    if value is None:
        return b"\xff" * 4
    encoded = value.encode("utf-16-be")
    return struct.pack(">I", len(encoded)) + encoded


def model(version: int) -> bytes:
    """The state of the model; all of it, also where the program leaves it out by default."""
    content = b"\x01" if version >= 6 else b""
    if version >= 2:
        content += struct.pack(">ii", 1, 0)
    content += text("龙井。") + text("问茶") + struct.pack(">I", 7)
    if version < 4:
        content += struct.pack(">i", 0)
    content += struct.pack(">i", 3)
    if version >= 7:
        content += struct.pack(">I", 2048)
    if version < 9:
        content += struct.pack(">Q", 2) + b"\x3f" * 8
    return content + struct.pack(">Q", 3) + b"\x01" * 12 + struct.pack(">I", 5) + b"state"


def item(version: int, turn: Turn) -> bytes:
    """A prompt or an answer."""
    content = struct.pack(">i", 0) if version < 12 else b""
    content += text(turn.name) + text(turn.value)
    if version < 10:
        content += text("a prompt that nobody reads")
    content += text("") + bytes([False, turn.stopped, True, False])
    if version >= 11 and turn.name == "Response: ":
        content += bytes([turn.failed])
    if version >= 8:
        source = b"".join(map(text, ("docs", "/d", "d.txt", "", "", "", "an excerpt"))) + struct.pack(">iii", 1, -1, -1)
        content += struct.pack(">q", 1) + source
    elif version >= 3:
        content += text("1. In d.txt.") + struct.pack(">I", 1) + text("an excerpt")
    if version >= 10:
        content += struct.pack(">q", 1) + struct.pack(">I", 7) + b"file:/d" + struct.pack(">I", 2) + b"hi"
    if version >= 12:
        content += struct.pack(">q", len(turn.parts)) + b"".join(map(part, turn.parts))
    return content


def part(values: tuple[str, str, tuple[object, ...]]) -> bytes:
    """A part of an answer, with those within it."""
    name, value, parts = values
    content = text(name) + text(value)
    if name == "Think: ":
        content += struct.pack(">i", 1500)
    if name == "ToolCall: ":
        parameter = text("code") + struct.pack(">iIb", 0, 10, 0) + text("1 + 1")
        content += text("javascript_interpret") + struct.pack(">q", 1) + parameter
        content += text("2") + struct.pack(">i", 0) + text("")
    return content + struct.pack(">q", len(parts)) + b"".join(part(inner) for inner in parts)  # type: ignore[arg-type]

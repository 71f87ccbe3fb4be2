"""Models that reason think first, between markers, and then speak: which part of an answer is which. Pure."""

from dataclasses import dataclass

# What stands around the thinking, as the makers of models write it.
MARKERS = (
    ("<think>", "</think>"),  # DeepSeek R1, Qwen 3, QwQ, SmolLM 3 and most others
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("[THINK]", "[/THINK]"),  # Magistral
    ("<seed:think>", "</seed:think>"),  # Seed-OSS
    ("◁think▷", "◁/think▷"),  # Kimi
)


@dataclass(frozen=True, slots=True)
class Thinking:
    """An answer's two parts. `ended` is False while the model still thinks."""

    thought: str
    answer: str
    ended: bool = True


def thinking_of(text: str) -> Thinking:
    """What was thought and what was said; an answer without markers at its beginning has no thoughts."""
    bare = text.lstrip()
    for begin, end in MARKERS:
        if bare.startswith(begin):
            thought, mark, answer = bare.removeprefix(begin).partition(end)
            return Thinking(thought.strip(), answer.lstrip(), bool(mark))
    return Thinking("", text)


def may_begin_to_think(text: str) -> bool:
    """Whether the beginning of an answer can still turn out to be a marker: wait with showing it."""
    bare = text.lstrip()
    return any(begin.startswith(bare) and begin != bare for begin, _ in MARKERS)


def begun_by(markup: str) -> str:
    """The end of a prompt that begins the model's thinking in its stead; empty when it does not."""
    bare = markup.rstrip()
    begin = next((begin for begin, _ in MARKERS if bare.endswith(begin)), "")
    return markup[len(bare) - len(begin) :] if begin else ""

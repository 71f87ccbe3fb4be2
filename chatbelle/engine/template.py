"""The chat template that a GGUF brings along, rendered without trusting it: sandboxed, bounded in size and time.

A template is a program by a stranger. It sees stand-ins instead of the messages' texts, so nothing that a person typed
can become markup, and what it does to the texts (trimming them) is recognised and done to the real ones.
"""

import json
import math
import re
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from time import monotonic
from types import FrameType
from typing import Any, NoReturn

import jinja2
from jinja2.ext import loopcontrols
from jinja2.runtime import Context, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.engine.prompts import Markup, Part, Plain, joined
from chatbelle.errors import TemplateError
from chatbelle.thinking import MARKERS

LONGEST_TEMPLATE = 256 * 1024  # characters; the longest in the wild have some 20,000
LARGEST_VALUE = 4 * 1024**2  # characters, items or bits that one operation may make
LONGEST_RENDERING_SECONDS = 2.0

# Private-use characters around a message's number; the em spaces are gone where a template trims.
_STAND_IN = "\u2003\ue000{number}\ue001\u2003"
_STAND_IN_PATTERN = re.compile("(\u2003?)\ue000(\\d+)\ue001\u2003?")

# What templates in the wild use. The rest of Jinja's filters make text or time out of nothing.
# fmt: off
_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "first", "float", "int", "items", "join", "last",
    "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "safe",
    "select", "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper",
)
# fmt: on


class JinjaFormat:
    """A GGUF's own template as a prompt format."""

    stop_strings: tuple[str, ...] = ()
    bos: bool | None = None
    name = "template"

    def __init__(self, source: str, bos_text: str, eos_text: str) -> None:
        """Compile the template. Raises TemplateError."""
        if len(source) > LONGEST_TEMPLATE:
            raise _unusable(f"{len(source):,} > {LONGEST_TEMPLATE:,}")
        self._environment = _environment()
        self._opened_at = (
            datetime.now()
        )  # one date as long as the model is open: the prompt must not change at midnight
        self._texts = {"bos_token": bos_text, "eos_token": eos_text}
        with _own_errors(), _Deadline(LONGEST_RENDERING_SECONDS):
            self._template = self._environment.from_string(source)
        # Compiled templates import their string concatenation from jinja2: give this one a bounded one.
        self._template.root_render_func.__globals__["str_join"] = _bounded(str_join)
        self.drops_thoughts = any(end in source and self._drops(begin, end) for begin, end in MARKERS)

    def opening(self, messages: Sequence[Message]) -> list[Part]:
        """What the template writes between the last answer and the next one. Raises TemplateError."""
        try:
            rendered = self._render(messages)
        except TemplateError:
            with_system_inside = _system_joined_to_user(messages)
            if with_system_inside == tuple(messages):
                raise
            messages = with_system_inside  # some templates know no system role
            rendered = self._render(messages)
        answers = [number for number, message in enumerate(messages) if message.role is Role.ASSISTANT]
        if answers:
            _, mark, rendered = rendered.partition(f"\ue000{answers[-1]}\ue001")
            if not mark:
                raise _unusable("an answer is missing from what it wrote")
            rendered = rendered.removeprefix("\u2003")
        return [part for part in _parts(rendered, messages) if part.text]

    def _drops(self, begin: str, end: str) -> bool:
        """Whether the template leaves out what stands between these markers in an answer of the past."""
        thought = Message(Role.ASSISTANT, f"{begin}\ue000{end}")
        try:
            return "\ue000" not in self._write([Message(Role.USER, "a"), thought, Message(Role.USER, "b")])
        except TemplateError:
            return False

    def _render(self, messages: Sequence[Message]) -> str:
        return self._write(
            [Message(message.role, _STAND_IN.format(number=number)) for number, message in enumerate(messages)]
        )

    def _write(self, messages: Sequence[Message]) -> str:
        """What the template makes of these messages."""
        variables = {
            **self._texts,
            "messages": [{"role": str(message.role), "content": message.text} for message in messages],
            "add_generation_prompt": True,
            "tools": None,
            "strftime_now": self._opened_at.strftime,
            "raise_exception": _refuse,
        }
        chunks: list[str] = []
        length = 0
        with _own_errors(), _Deadline(LONGEST_RENDERING_SECONDS):
            for chunk in self._template.generate(variables):
                length += len(chunk)
                if length > LARGEST_VALUE:
                    raise _TooMuch("it writes too much")
                chunks.append(chunk)
        return "".join(chunks)


class _TooMuch(Exception):
    """A template asked for more than it may have."""


class _Deadline:
    """Ends Python code of this thread that runs for too long, wherever it is."""

    def __init__(self, seconds: float) -> None:
        self._until = monotonic() + seconds

    def __enter__(self) -> None:
        self._previous = sys.gettrace()
        sys.settrace(self._check)

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._previous)

    def _check(self, _frame: FrameType, _event: str, _argument: object) -> "Callable[..., Any] | None":
        if monotonic() > self._until:
            raise _TooMuch("it takes too long")
        return self._check


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which forbids reaching out; this also bounds what one operation can make."""

    intercepted_binops = frozenset(["+", "*", "**", "%"])

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise _TooMuch(f"it uses {operator}")
        if operator == "*":
            _check_sizes(left, right)
        return _checked(super().call_binop(context, operator, left, right))

    def call(self, context: Context, callee: Any, *arguments: Any, **named: Any) -> Any:
        if getattr(callee, "__name__", "") in ("format", "format_map"):
            raise _TooMuch("it formats text")  # a width in the text could be any number
        _check_sizes(getattr(callee, "__self__", None), *arguments, *named.values())
        return _checked(super().call(context, callee, *arguments, **named))


def _environment() -> _Environment:
    environment = _Environment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
    environment.filters = {name: _bounded(environment.filters[name]) for name in _FILTERS}
    environment.filters["tojson"] = _to_json
    for name in ("lipsum", "cycler", "joiner"):
        environment.globals.pop(name)
    return environment


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with its arguments and its result checked; keeps the marks by which Jinja knows its filters."""

    @wraps(function)
    def checked(*arguments: Any, **named: Any) -> Any:
        _check_sizes(*arguments, *named.values())
        return _checked(function(*arguments, **named))

    return checked


def _check_sizes(*arguments: Any) -> None:
    """Refuse arguments whose product is too large: what repeating, padding or replacing with them could make."""
    if math.prod(max(1, _size(argument)) for argument in arguments) > LARGEST_VALUE:
        raise _TooMuch("it makes too much of something")


def _checked(value: Any) -> Any:
    if (value.bit_length() if isinstance(value, int) else _size(value)) > LARGEST_VALUE:
        raise _TooMuch("it makes something too large")
    return value


def _size(value: Any) -> int:
    """How far a value can multiply another: a number by itself, text and lists by their length."""
    if isinstance(value, int):
        return abs(value)
    return len(value) if isinstance(value, str | list | tuple | dict | range) else 1


def _to_json(value: Any, indent: int | None = None, **_: Any) -> str:
    """Transformers' `tojson`: no HTML escapes, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=min(indent, 8) if indent else None)


def _refuse(message: str) -> NoReturn:
    """What templates call to say that they cannot render such a conversation."""
    raise jinja2.TemplateError(message)


@contextmanager
def _own_errors() -> Generator[None]:
    """A template's mistakes surface as Jinja's errors or as Python's own: name the template as the cause."""
    try:
        yield
    except (jinja2.TemplateError, _TooMuch, RecursionError, MemoryError, SyntaxError) as error:
        raise _unusable(str(error)) from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise _unusable(f"{type(error).__name__}: {error}") from error


def _unusable(detail: str) -> TemplateError:
    return TemplateError(words.TEMPLATE_UNUSABLE.filled(detail=detail[:200]), words.CHOOSE_FORMAT)


def _parts(rendered: str, messages: Sequence[Message]) -> Iterator[Part]:
    """Cut what the template wrote into its own text and the messages' texts, which take the stand-ins' places."""
    at = 0
    for match in _STAND_IN_PATTERN.finditer(rendered):
        yield Markup(rendered[at : match.start()])
        text = messages[int(match[2])].text
        yield Plain(text if match[1] else text.strip())
        at = match.end()
    yield Markup(rendered[at:])


def _system_joined_to_user(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The system prompt as the beginning of the first user's message."""
    return joined([Message(Role.USER, m.text) if m.role is Role.SYSTEM else m for m in messages])

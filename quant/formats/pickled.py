"""A pickle read as data: strings, numbers, dictionaries, and tensors described. Nothing is imported, nothing is called.

It admits what torch writes for a state dict and names what it refuses. It knows no file: where a storage's bytes lie
is for its callers.
"""

import io
import pickletools
from collections.abc import Callable
from dataclasses import dataclass, field

from quant import words
from quant.errors import DamagedFile, RefusedPickle
from quant.formats.rows import are_sizes, shortened

MOST_PICKLE_BYTES = 16 << 20
MOST_STEPS = 400_000  # a 7B checkpoint takes 20,000

STORAGES = {
    "torch.DoubleStorage": "float64",
    "torch.FloatStorage": "float32",
    "torch.HalfStorage": "float16",
    "torch.BFloat16Storage": "bfloat16",
    "torch.LongStorage": "int64",
    "torch.IntStorage": "int32",
    "torch.ShortStorage": "int16",
    "torch.CharStorage": "int8",
    "torch.ByteStorage": "uint8",
    "torch.BoolStorage": "bool",
}
ADMITTED = {
    "collections.OrderedDict",
    "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_parameter",
    *STORAGES,
}


@dataclass(frozen=True, slots=True)
class Storage:
    """A run of elements that tensors share; `first` and `elements` say which part of it is meant."""

    key: str
    dtype: str
    whole: int  # elements of all of it
    first: int
    elements: int


@dataclass(frozen=True, slots=True)
class PickledTensor:
    """Where a tensor lies in its storage, in elements."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Something that the pickle wants imported."""

    name: str


class Nonsense(Exception):
    """The pickle does what no writer does."""


class Refused(Exception):
    """The pickle wants what is not admitted; the message names it."""


@dataclass(frozen=True, slots=True)
class Pickle:
    """What a pickle says, and all storages that it names."""

    value: object
    storages: tuple[Storage, ...]


@dataclass(slots=True)
class Machine:
    """A pickle at work: its stack, where its marks lie, what it has memorised, the storages it has named."""

    stack: list[object] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    memo: dict[int, object] = field(default_factory=dict)
    storages: list[Storage] = field(default_factory=list)

    def to_mark(self) -> list[object]:
        """Take what lies above the last mark."""
        mark = self.marks.pop()
        taken = self.stack[mark:]
        del self.stack[mark:]
        return taken

    def top(self, count: int) -> tuple[object, ...]:
        """Take so many values from the stack."""
        if count > len(self.stack):
            raise Nonsense
        taken = tuple(self.stack[-count:])
        del self.stack[-count:]
        return taken


def read_pickle(name: str, file: io.BytesIO) -> Pickle:
    """The pickle at the file's position, which is then behind it. `name` is for messages.

    RefusedPickle names what is not admitted; DamagedFile when it makes no sense, ends early or does not end.
    """
    machine = Machine()
    try:
        for _ in range(MOST_STEPS):
            code = file.read(1).decode("latin-1")
            if code == ".":
                return Pickle(machine.stack.pop(), tuple(machine.storages))
            if code not in KNOWN:  # or the file ends here
                raise Nonsense
            if code not in STEPS:
                raise Refused(f"the opcode {KNOWN[code].name}")
            STEPS[code](machine, argument_of(KNOWN[code], file))
    except Refused as refused:
        wanted = words.PICKLE_REFUSED.filled(name=name, wanted=refused)
        raise RefusedPickle(wanted, words.PICKLE_MAY_HARM) from None
    except (Nonsense, IndexError, KeyError, ValueError) as error:
        raise DamagedFile(words.LIST_DAMAGED.filled(name=name), words.DOWNLOAD_AGAIN) from error
    raise DamagedFile(words.LIST_DAMAGED.filled(name=name), words.DOWNLOAD_AGAIN)


def argument_of(opcode: pickletools.OpcodeInfo, file: io.BytesIO) -> object:
    """What the opcode carries; ValueError when the file ends before."""
    if opcode.name == "GLOBAL":  # pickletools would undo escapes in names, which torch does not write
        lines = file.readline(), file.readline()
        if not all(line.endswith(b"\n") for line in lines):
            raise Nonsense
        return ".".join(line[:-1].decode("ascii") for line in lines)
    return opcode.arg.reader(file) if opcode.arg else None


def imported(machine: Machine, name: object) -> None:
    """GLOBAL: a name is only noted, if it is one of the few."""
    wanted = str(name)
    if wanted not in ADMITTED:
        raise Refused(shortened(wanted))
    machine.stack.append(Named(wanted))


def imported_from_stack(machine: Machine, _: object) -> None:
    """STACK_GLOBAL: the same, with module and name on the stack."""
    module, name = machine.top(2)
    if not (isinstance(module, str) and isinstance(name, str)):
        raise Nonsense
    imported(machine, f"{module}.{name}")


def called(machine: Machine, _: object) -> None:
    """REDUCE: what the call would have given, described."""
    what, arguments = machine.top(2)
    if not (isinstance(what, Named) and isinstance(arguments, tuple)):
        raise Nonsense
    match what.name, arguments:
        case "collections.OrderedDict", ():
            machine.stack.append({})
        case "torch._utils._rebuild_tensor_v2", (storage, offset, shape, strides, _, _, *_):
            machine.stack.append(described(storage, offset, shape, strides))
        case "torch._utils._rebuild_parameter", (PickledTensor() as tensor, _, _):
            machine.stack.append(tensor)
        case _:
            raise Refused(f"a call of {what.name} with {len(arguments)} values")


def described(storage: object, offset: object, shape: object, strides: object) -> PickledTensor:
    """A tensor's place, checked for kind; whether it fits its storage is checked where the storage is known."""
    place = (offset,)
    if not (isinstance(storage, Storage) and are_sizes(place) and are_sizes(shape) and are_sizes(strides)):
        raise Nonsense
    if len(shape) != len(strides):
        raise Nonsense
    return PickledTensor(storage, place[0], tuple(shape), tuple(strides))


def stored(machine: Machine, _: object) -> None:
    """BINPERSID: a storage; before torch 1.6 also a part of one."""
    match machine.stack.pop():
        case ("storage", Named(kind), str(key), str(), int(whole), *views) if kind in STORAGES and are_sizes((whole,)):
            match views:
                case [] | [None]:
                    part = (0, whole)
                case [(str(), int(first), int(elements))] if are_sizes((first, elements)) and first + elements <= whole:
                    part = (first, elements)
                case _:
                    raise Nonsense
            machine.storages.append(Storage(key, STORAGES[kind], whole, *part))
            machine.stack.append(machine.storages[-1])
        case _:
            raise Nonsense


def put_items(machine: Machine, items: list[object]) -> None:
    """Names and values into the dictionary on top. Other keys than names could be made to collide for hours."""
    target, names, values = machine.stack[-1], items[::2], items[1::2]
    if not isinstance(target, dict) or len(names) != len(values):
        raise Nonsense
    for name, value in zip(names, values, strict=True):
        if type(name) is not str:
            raise Refused(f"a dictionary with a key that is no name but {shortened(type(name).__name__)}")
        target[name] = value


def append_items(machine: Machine, items: list[object]) -> None:
    """Values onto the list on top."""
    target = machine.stack[-1]
    if not isinstance(target, list):
        raise Nonsense
    target.extend(items)


def attributes_left_out(machine: Machine, _: object) -> None:
    """BUILD: a state dict carries attributes (_metadata) that say nothing about weights."""
    machine.stack.pop()
    if not isinstance(machine.stack[-1], dict):
        raise Refused("attributes on what is no dictionary")


def memorised(machine: Machine, number: object) -> None:
    """BINPUT and its like."""
    if not isinstance(number, int):
        raise Nonsense
    machine.memo[number] = machine.stack[-1]


def recalled(machine: Machine, number: object) -> None:
    """BINGET and its like."""
    if not isinstance(number, int):
        raise Nonsense
    machine.stack.append(machine.memo[number])


def put(machine: Machine, value: object) -> None:
    """A value that the opcode carries itself."""
    machine.stack.append(value)


Step = Callable[[Machine, object], None]
KNOWN = {opcode.code: opcode for opcode in pickletools.opcodes}
STEPS_BY_NAME: dict[str, Step] = {
    "PROTO": lambda machine, _: None,
    "FRAME": lambda machine, _: None,
    "MARK": lambda machine, _: machine.marks.append(len(machine.stack)),
    "NONE": lambda machine, _: put(machine, None),
    "NEWTRUE": lambda machine, _: put(machine, True),
    "NEWFALSE": lambda machine, _: put(machine, False),
    **dict.fromkeys(("BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT"), put),
    **dict.fromkeys(("BINUNICODE", "SHORT_BINUNICODE"), put),
    **dict.fromkeys(("BINPUT", "LONG_BINPUT"), memorised),
    "MEMOIZE": lambda machine, _: memorised(machine, len(machine.memo)),
    **dict.fromkeys(("BINGET", "LONG_BINGET"), recalled),
    "EMPTY_DICT": lambda machine, _: put(machine, {}),
    "EMPTY_LIST": lambda machine, _: put(machine, []),
    "EMPTY_TUPLE": lambda machine, _: put(machine, ()),
    "TUPLE1": lambda machine, _: put(machine, machine.top(1)),
    "TUPLE2": lambda machine, _: put(machine, machine.top(2)),
    "TUPLE3": lambda machine, _: put(machine, machine.top(3)),
    "TUPLE": lambda machine, _: put(machine, tuple(machine.to_mark())),
    "APPEND": lambda machine, _: append_items(machine, list(machine.top(1))),
    "APPENDS": lambda machine, _: append_items(machine, machine.to_mark()),
    "SETITEM": lambda machine, _: put_items(machine, list(machine.top(2))),
    "SETITEMS": lambda machine, _: put_items(machine, machine.to_mark()),
    "GLOBAL": imported,
    "STACK_GLOBAL": imported_from_stack,
    "REDUCE": called,
    "BUILD": attributes_left_out,
    "BINPERSID": stored,
}
STEPS = {opcode.code: STEPS_BY_NAME[opcode.name] for opcode in pickletools.opcodes if opcode.name in STEPS_BY_NAME}

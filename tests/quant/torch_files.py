"""torch's files written without torch: the same pickles and the same storages, from stand-ins."""

import io
import pickle
import zipfile
from collections import OrderedDict
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Imported:
    """Something that a pickle imports by name."""

    module: str
    name: str

    def __call__(self) -> None:  # pickle wants to see something that can be called
        raise NotImplementedError


REBUILD = Imported("torch._utils", "_rebuild_tensor_v2")
KINDS = {"float64": "Double", "float32": "Float", "float16": "Half", "int64": "Long", "int32": "Int", "uint8": "Byte"}


@dataclass(frozen=True)
class Run:
    """A storage."""

    key: str
    values: np.ndarray
    kind: str = ""
    view: tuple[str, int, int] | None = None

    def kind_name(self) -> str:
        return f"{self.kind or KINDS[self.values.dtype.name]}Storage"


@dataclass(frozen=True)
class Tensor:
    """A tensor in a storage."""

    run: Run
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    offset: int = 0
    hooks: OrderedDict[str, object] = field(default_factory=OrderedDict)


def plain(key: str, values: np.ndarray, kind: str = "") -> Tensor:
    """A tensor that fills its own storage, row by row."""
    strides = tuple(stride // values.itemsize for stride in values.strides)
    return Tensor(Run(key, values.ravel(), kind), values.shape, strides)


class Writer(pickle._Pickler):
    """pickle with torch's ways of naming storages and tensors."""

    def __init__(self, file: io.BytesIO, legacy: bool) -> None:
        super().__init__(file, protocol=2)
        self.legacy, self.runs = legacy, dict[str, Run]()

    def persistent_id(self, obj: object) -> object:
        if not isinstance(obj, Run):
            return None
        self.runs[obj.key] = obj
        named = ("storage", Imported("torch", obj.kind_name()), obj.key, "cpu", len(obj.values))
        return (*named, obj.view) if self.legacy else named

    def reducer_override(self, obj: object) -> object:
        if isinstance(obj, Imported):
            return obj.name
        if isinstance(obj, Tensor):
            return REBUILD, (obj.run, obj.offset, obj.shape, obj.strides, False, obj.hooks)
        return NotImplemented

    def save_global(self, obj: object, name: str | None = None) -> None:
        if isinstance(obj, Imported):
            self.write(b"c" + f"{obj.module}\n{obj.name}\n".encode())
            self.memoize(obj)
        else:
            super().save_global(obj, name)


def as_zip(value: object, byteorder: bytes = b"little", compression: int = zipfile.ZIP_STORED) -> bytes:
    """What torch.save writes since 1.6, in zip64 form."""
    described, file = io.BytesIO(), io.BytesIO()
    writer = Writer(described, legacy=False)
    writer.dump(value)
    members = {"data.pkl": described.getvalue(), "byteorder": byteorder, "version": b"3\n"}
    members |= {f"data/{key}": run.values.tobytes() for key, run in writer.runs.items()}
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            with archive.open(f"archive/{name}", "w", force_zip64=True) as member:
                member.write(content)
    return file.getvalue()


def as_legacy(value: object) -> bytes:
    """What torch.save wrote before 1.6."""
    file = io.BytesIO()
    for head in (0x1950A86A20F9469CFC6C, 1001, {"protocol_version": 1001, "little_endian": True}):
        pickle.dump(head, file, protocol=2)
    writer = Writer(file, legacy=True)
    writer.dump(value)
    keys = sorted(writer.runs)
    pickle.dump(keys, file, protocol=2)
    for key in keys:
        values = writer.runs[key].values
        file.write(len(values).to_bytes(8, "little") + values.tobytes())
    return file.getvalue()

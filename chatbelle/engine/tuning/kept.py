"""What calibrations found, as small files: one a model, machine and llama.cpp. A doubtful one is not believed."""

import hashlib
import json
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import psutil

from chatbelle.engine.threads import Cores
from chatbelle.engine.tuned import Attention, Calibrated, Gain, Knob, Tuning

VERSION = 1
MOST_BATCH_TOKENS = 512
MOST_RATIO = 100.0
MOST_BYTES = 64 * 1024  # of a file that is read at all


@dataclass(frozen=True, slots=True)
class Subject:
    """For what a finding holds."""

    model: str  # digest, of chatbelle.engine.identity
    library: str  # digest of llama.cpp's own file
    machine: str

    def file(self, folder: Path) -> Path:
        """Where it is kept."""
        fields = "\n".join((self.model, self.library, self.machine))
        return folder / f"{hashlib.sha256(fields.encode()).hexdigest()[:32]}.json"


def machine_fingerprint(cores: Cores) -> str:
    """Processor, cores and memory: a calibration that moved here with its folder does not count."""
    memory_gib = round(psutil.virtual_memory().total / 1024**3)
    processor = processor_name(Path("/proc/cpuinfo")) or platform.processor()
    return f"{platform.system()} {platform.machine()} {processor} {cores.physical}/{cores.logical} {memory_gib} GiB"


def processor_name(cpuinfo: Path) -> str:
    """Linux's name for the processor, which Python does not know; empty elsewhere."""
    with suppress(OSError):
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() in ("model name", "Hardware"):
                return value.strip()
    return ""


def keep(folder: Path, subject: Subject, calibrated: Calibrated) -> None:
    """Write what was found. Where nothing can be written it will be measured again."""
    file = subject.file(folder)
    part = file.with_name(f"{file.name}.part")
    with suppress(OSError):
        part.write_text(json.dumps({"version": VERSION, **asdict(subject), **asdict(calibrated)}), encoding="utf-8")
        part.replace(file)


def find(folder: Path, subject: Subject, cores: Cores) -> Calibrated | None:
    """What was found for this subject; None, and the file removed, where there is any doubt about it."""
    file = subject.file(folder)
    with suppress(FileNotFoundError):
        try:
            with file.open("rb") as opened:
                values = json.loads(opened.read(MOST_BYTES))
            if values["version"] != VERSION or {name: values[name] for name in asdict(subject)} != asdict(subject):
                raise ValueError("of something else")
            return parsed(values, cores)
        except FileNotFoundError:
            raise
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            forget(folder, subject)
    return None


def forget(folder: Path, subject: Subject) -> None:
    """Remove what was found."""
    with suppress(OSError):
        subject.file(folder).unlink()


def parsed(values: dict[str, Any], cores: Cores) -> Calibrated:
    """A finding from JSON. Raises ValueError, TypeError or KeyError where it is not one for these cores."""
    tuning, seconds = values["tuning"], values["seconds"]
    threads = checked(tuning["decode_threads"], cores.logical), checked(tuning["prompt_threads"], cores.logical)
    batch_tokens = checked(tuning["batch_tokens"], MOST_BATCH_TOKENS)
    gains = tuple(
        Gain(Knob(gain["knob"]), positive(gain["ratio"], MOST_RATIO), checked(gain["rounds"], 1000))
        for gain in values["gains"]
    )
    return Calibrated(Tuning(*threads, batch_tokens, Attention(tuning["attention"])), gains, positive(seconds, 3600))


def checked(value: object, most: int) -> int:
    """A whole number from 1 on. Raises ValueError."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise ValueError(value)
    return value


def positive(value: object, most: float) -> float:
    """A number above 0. Raises ValueError."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value) or not 0 < value <= most:
        raise ValueError(value)
    return float(value)

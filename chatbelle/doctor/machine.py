"""What this machine is: processor, memory, disk, and which versions run on it."""

import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Machine:
    """Facts about the machine, as they are now."""

    system: str
    processor: str
    processor_features: frozenset[str]  # lower-case, as Linux names them; empty where the system does not tell
    cores: int
    threads: int
    busy_threads: float  # how many threads were at work in the last minute, on average
    memory_bytes: int
    free_bytes: int
    swap_used_bytes: int
    disk_free_bytes: int  # where the chats are kept
    gpu_likely: bool
    python: str
    flet: str
    clients: tuple[str, ...]  # how Flet can show the app: "window", "browser"


def this_machine(data_folder: Path) -> Machine:
    """Look around."""
    memory = psutil.virtual_memory()
    described = cpuinfo()
    return Machine(
        system=platform.platform(terse=True),
        processor=described.get("model name") or platform.processor() or platform.machine(),
        processor_features=frozenset(described.get("flags", "").split()),
        cores=psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        threads=psutil.cpu_count() or 1,
        busy_threads=psutil.getloadavg()[0],
        memory_bytes=memory.total,
        free_bytes=memory.available,
        swap_used_bytes=psutil.swap_memory().used,
        disk_free_bytes=shutil.disk_usage(data_folder).free,
        gpu_likely=shutil.which("nvidia-smi") is not None or (platform.system(), platform.machine()) == APPLE_SILICON,
        python=platform.python_version(),
        flet=installed_version("flet"),
        clients=tuple(name for name, package in FLET_CLIENTS.items() if find_spec(package)),
    )


APPLE_SILICON = ("Darwin", "arm64")
FLET_CLIENTS = {"window": "flet_desktop", "browser": "flet_web"}


def cpuinfo() -> dict[str, str]:
    """Linux's description of the first processor; empty elsewhere."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").split("\n\n")[0].splitlines()
    except OSError:
        return {}
    pairs = (line.partition(":") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs}


def installed_version(package: str) -> str:
    """The version of an installed package, or an empty string."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""

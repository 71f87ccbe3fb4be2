"""The energy that the processor has used, where the system tells: Linux's RAPL counters."""

from pathlib import Path

PACKAGES = Path("/sys/class/powercap")


def energy_joules(folder: Path = PACKAGES) -> float | None:
    """The sum over all processor packages since some moment; None where it cannot be read.

    Counters begin again at their end: a later figure below an earlier one is to be thrown away.
    """
    try:
        counters = [int((each / "energy_uj").read_text()) for each in sorted(folder.glob("intel-rapl:?"))]
    except (OSError, ValueError):
        return None
    return sum(counters) / 1e6 if counters else None

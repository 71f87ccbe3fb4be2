"""The energy that has been used, where the system tells: by the processor, else by a laptop on its battery."""

from pathlib import Path

PACKAGES, SUPPLIES = Path("/sys/class/powercap"), Path("/sys/class/power_supply")
JOULES_PER_MICROWATT_HOUR = 3600 / 1e6


def energy_joules(packages: Path = PACKAGES, supplies: Path = SUPPLIES) -> float | None:
    """The energy since some moment; None where it cannot be read.

    Linux's RAPL counters, all processor packages together. They begin again at their end: a later figure below an
    earlier one is to be thrown away. Where only an administrator may read them, what the batteries have lost.
    """
    try:
        counters = [int((each / "energy_uj").read_text()) for each in sorted(packages.glob("intel-rapl:?"))]
    except (OSError, ValueError):
        counters = []
    return sum(counters) / 1e6 if counters else battery_joules(supplies)


def battery_joules(supplies: Path) -> float | None:
    """The same from the batteries, below zero and rising as they empty; None unless the machine runs on them."""
    try:
        batteries = [each for each in supplies.glob("BAT*") if (each / "status").read_text().strip() == "Discharging"]
        left = [int((each / "energy_now").read_text()) for each in batteries]
    except (OSError, ValueError):
        return None
    return -sum(left) * JOULES_PER_MICROWATT_HOUR if left else None

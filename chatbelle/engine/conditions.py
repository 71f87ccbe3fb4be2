"""Battery and heat: what they are now, and how many threads they leave. Both are asked once a turn."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import psutil

HOT_CELSIUS = 90.0  # where a sensor does not say itself what is high for it
# Sensors of processors, as Linux calls them; those of disks and batteries have other limits.
PROCESSOR_SENSORS = ("coretemp", "k10temp", "zenpower", "cpu_thermal", "cpu-thermal", "soc_thermal")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What asks for less work than the machine could do."""

    on_battery: bool = False
    hot: bool = False


def stepped_down(threads: int, conditions: Conditions) -> int:
    """A quarter fewer on battery, from four on; half of them when it is hot; at least one."""
    if conditions.on_battery:
        threads -= threads // 4
    if conditions.hot:
        threads //= 2
    return max(1, threads)


def is_hot(readings: Iterable[tuple[float, float | None]]) -> bool:
    """Whether any sensor is at its limit. Readings are degrees Celsius and what the sensor says is high, or None."""
    # Some sensors say 0 or a nonsensical limit.
    return any(now >= (high if high and high > 50 else HOT_CELSIUS) for now, high in readings)


def conditions_now() -> Conditions:
    """Ask the system; what it does not tell is no reason for less."""
    battery, readings = None, []
    with suppress(AttributeError, OSError, RuntimeError):  # no such function, or a sensor that cannot be read
        battery = psutil.sensors_battery()
    with suppress(AttributeError, OSError, RuntimeError):
        sensors = psutil.sensors_temperatures()
        readings = [(each.current, each.high) for name in PROCESSOR_SENSORS for each in sensors.get(name, ())]
    return Conditions(battery is not None and battery.power_plugged is False, is_hot(readings))

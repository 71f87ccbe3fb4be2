"""Thousands of damaged copies of one small model, examined in this process. Run as a program: memory is limited first.

`python -m tests.library.mutants MODEL COUNT` prints seconds of all, seconds of the slowest, and what kinds came.
"""

import json
import random
import resource
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

from chatbelle.engine.template import JinjaFormat
from chatbelle.library.health import health_of

MEMORY_BYTES = 256 * 1024**2
HEADER_BYTES = 6000  # where most of the structure lies; the rest is data
EXTREMES = (0, 1, 7, 255, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**48, 2**62, 2**63 - 1, 2**63, 2**64 - 1)


def mutant(whole: bytes, chance: random.Random) -> bytes:
    """A copy with one to four injuries."""
    damaged = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(min(HEADER_BYTES, len(damaged)) or 1)
        size = chance.choice((1, 2, 4, 8))
        match chance.randrange(6):
            case 0:
                damaged[at : at + 1] = bytes([chance.randrange(256)])
            case 1:  # a count, a length, an offset
                damaged[at : at + size] = (chance.choice(EXTREMES) % 256**size).to_bytes(size, "little")
            case 2:
                del damaged[chance.randrange(len(damaged) or 1) :]
            case 3:
                del damaged[at : at + chance.randint(1, 64)]
            case 4:
                damaged[at:at] = chance.randbytes(chance.randint(1, 64))
            case _:  # another part of the file, in the wrong place
                other = chance.randrange(len(damaged) or 1)
                damaged[at : at + 32] = damaged[other : other + 32]
    return bytes(damaged)


def main() -> None:
    """Examine so many mutants; MemoryError when one takes too much."""
    model, count = Path(sys.argv[1]), int(sys.argv[2])
    whole, place = model.read_bytes(), model.with_name("mutant.gguf")
    used_bytes = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used_bytes + MEMORY_BYTES,) * 2)
    slowest_seconds, kinds, began = 0.0, Counter[str](), perf_counter()
    for seed in range(count):
        place.unlink(missing_ok=True)  # a file that is cut and written again goes to the disk each time
        place.write_bytes(mutant(whole, random.Random(seed)))
        started = perf_counter()
        health = health_of(place, lambda template: JinjaFormat(template, "", ""))
        slowest_seconds = max(slowest_seconds, perf_counter() - started)
        kinds[f"{health.kind}{', fatal' if health.fatal else ''}"] += 1
    print(json.dumps({"seconds": perf_counter() - began, "slowest_seconds": slowest_seconds, "kinds": kinds}))


if __name__ == "__main__":
    main()

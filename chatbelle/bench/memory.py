"""The memory that an engine takes: its process is one that this one has started."""

import psutil


def children_bytes() -> int:
    """Resident memory of all processes that this one has started."""
    return sum(child.memory_info().rss for child in psutil.Process().children(recursive=True))

"""What people type and paste, as what they mean. Pure."""

from pathlib import Path


def typed_path(text: str) -> Path | None:
    """A path with quotes around it, or from the person's home; None when nothing was typed."""
    bare = text.strip().strip("'\"")
    return Path(bare).expanduser().absolute() if bare else None

"""How a command ends."""

FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130  # exit codes, as shells understand them


class Leave(Exception):
    """The person typed /quit."""


class ReaderLeft(Exception):
    """Whoever read our stdout has closed it, as `head` does. Nothing is wrong."""

"""What chats are exported as. A module of its own: the command line names it before it knows whether it needs more."""

from enum import StrEnum


class Format(StrEnum):
    """What an export is written as; the value is the file's ending."""

    MARKDOWN = "md"
    JSON = "json"
    HTML = "html"

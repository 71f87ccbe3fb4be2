"""Which addresses in an answer may be opened at all, once the person has seen them whole. Pure."""

from urllib.parse import urlsplit


def may_be_opened(address: str) -> bool:
    """Whether this is a web or mail address without invisible characters in it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:  # brackets that do not match, a host that is none
        return False
    if not address.isprintable() or " " in address:
        return False
    return parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(host))

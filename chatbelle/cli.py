"""The command line's top: every command ends here, in words and with an exit code. The commands are in .commands."""

import os
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from time import strftime

from chatbelle import __version__, words
from chatbelle.choosing import chosen_language
from chatbelle.errors import ChatBelleError, LoadCancelled, Stopped, UsageError
from chatbelle.paths import cache_folder
from chatbelle.terminal.ending import FAILED, INTERRUPTED, WRONG_USE, ReaderLeft
from chatbelle.words import Phrase


def main() -> int:
    """Run the command line; returns or exits with its code."""
    try:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # None when the shell closed it
                stream.reconfigure(errors="replace")
        from chatbelle.commands import app  # here, because a Ctrl+C can come while that is read

        app(prog_name="chatbelle")
    except ReaderLeft:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes stdout once more at its end
    except KeyboardInterrupt:
        return INTERRUPTED
    except ChatBelleError as error:
        tell(error.what, error.remedy, error.details)
        return exit_code(error)
    except Exception:
        tell(words.SOMETHING_WENT_WRONG, words.DETAILS_ARE_IN.filled(path=crash_note()))
        return FAILED
    return 0


def exit_code(error: ChatBelleError) -> int:
    """What a shell is told of an error."""
    match error:
        case UsageError():
            return WRONG_USE
        case LoadCancelled() | Stopped():
            return INTERRUPTED
    return FAILED


def tell(what: Phrase, remedy: Phrase, details: str = "") -> None:
    """Say what happened and what to do, on stderr."""
    from chatbelle.terminal.screen import Screen

    Screen(chosen_language()).trouble(what, remedy, details)


def crash_note() -> Path:
    """Write the traceback of the error being handled into a file of its own; returns where."""
    note = cache_folder() / f"crash-{strftime('%Y%m%d-%H%M%S')}.txt"
    note.write_text(f"ChatBelle {__version__}, Python {sys.version}\n\n{traceback.format_exc()}", encoding="utf-8")
    return note


if __name__ == "__main__":
    sys.exit(main())

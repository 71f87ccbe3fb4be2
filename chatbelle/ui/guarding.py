"""The app's one catch-all: what a verb raises is told to the person instead of ending the tab."""

import inspect
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import wraps
from typing import Any

from chatbelle import words
from chatbelle.errors import ChatBelleError
from chatbelle.ui.given import AnyVerbs
from chatbelle.ui.state import Notice
from chatbelle.ui.telling import notice_of


def guarded(verbs: AnyVerbs, tell: Callable[[Notice], None]) -> AnyVerbs:
    """The verbs, those within them too, with every exception told to the person instead of ending the tab."""

    def inner(verb: Any) -> Any:
        return guard(verb, tell) if callable(verb) else guarded(verb, tell)

    return type(verbs)(**{field.name: inner(getattr(verbs, field.name)) for field in fields(verbs)})


def guard(verb: Callable[..., Any], tell: Callable[[Notice], None]) -> Callable[..., Any]:
    """One verb, blocking or not, that tells instead of raising."""
    if inspect.iscoroutinefunction(verb):

        @wraps(verb)
        async def waited(*arguments: Any, **named: Any) -> None:
            with told(tell):
                await verb(*arguments, **named)

        return waited

    @wraps(verb)
    def done(*arguments: Any, **named: Any) -> None:
        with told(tell):
            verb(*arguments, **named)

    return done


@contextmanager
def told(tell: Callable[[Notice], None]) -> Iterator[None]:
    """Turns an exception into a notice. The app's one catch-all."""
    try:
        yield
    except ChatBelleError as error:
        tell(notice_of(error))
    except Exception:
        tell(Notice(words.UNEXPECTED, words.UNEXPECTED_REMEDY, traceback.format_exc()))

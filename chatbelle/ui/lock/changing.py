"""Sets, changes and removes the passphrase from a tab: between answers, off the event loop.

What models have kept of the chats on the disk goes as well, and the model is loaded anew: it keeps no more of locked
ones.
"""

from chatbelle import words
from chatbelle.errors import ChatBelleError, UsageError
from chatbelle.strength import strength_of
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.lock.state import Change, Lock, Locking
from chatbelle.ui.lock.verbs import LockVerbs
from chatbelle.ui.screen import Screen

DONE = {
    Change.SET: words.PASSPHRASE_SET,
    Change.CHANGE: words.PASSPHRASE_SET,
    Change.REMOVE: words.PASSPHRASE_REMOVED,
}


class Changing:
    """One tab's section. `locking` is None where chats cannot be locked."""

    def __init__(self, lock: Lock, screen: Screen, model: SharedModel, locking: Locking | None) -> None:
        self._lock, self._screen, self._model, self._locking = lock, screen, model, locking
        lock.can_lock, lock.is_locked = locking is not None, self._is_locked()

    def begin(self, change: Change) -> None:
        """Ask for what the change needs."""
        self._forget_typed()
        self._lock.error, self._lock.told, self._lock.change = None, None, change
        self._lock.is_locked = self._is_locked()  # another tab may have changed it

    def leave(self) -> None:
        """Change nothing."""
        if not self._lock.busy:
            self._lock.change = None
            self._forget_typed()

    def type_old(self, text: str) -> None:
        """Note what is typed: the field shows it already."""
        object.__setattr__(self._lock, "old", text)

    def type_again(self, text: str) -> None:
        """The same for the new passphrase's second time."""
        object.__setattr__(self._lock, "again", text)

    def type_new(self, text: str) -> None:
        """Note what is typed, and say what it is worth."""
        object.__setattr__(self._lock, "new", text)
        self._lock.strength = strength_of(text) if text else None

    async def apply(self) -> None:
        """Do it, and say what came of it."""
        lock = self._lock
        if lock.busy or lock.change is None or self._locking is None:
            return
        change, locking = lock.change, self._locking
        old = lock.old if lock.is_locked else None
        new = None if change is Change.REMOVE else lock.new
        lock.error, lock.busy = None, True
        try:
            self._must_be_possible(change)
            await self._model.reopen_after(lambda: locking.change(old, new), locking.forget_states)
            lock.change, lock.told = None, DONE[change]
            self._forget_typed()
        except ChatBelleError as error:
            lock.error = error
        finally:
            lock.busy, lock.is_locked = False, self._is_locked()

    def _is_locked(self) -> bool:
        return self._locking is not None and self._locking.is_locked()

    def _must_be_possible(self, change: Change) -> None:
        """Raises UsageError."""
        if self._screen.replies:
            raise UsageError(words.ANSWER_IS_ARRIVING, words.WAIT_FOR_ANSWER)
        if change is not Change.REMOVE and self._lock.new != self._lock.again:
            raise UsageError(words.PASSPHRASES_DIFFER, words.NOTHING_CHANGED)

    def _forget_typed(self) -> None:
        self._lock.old = self._lock.new = self._lock.again = ""
        self._lock.strength = None


def lock_verbs_of(changing: Changing) -> LockVerbs:
    """What can be done in this tab."""
    return LockVerbs(
        begin=changing.begin,
        type_old=changing.type_old,
        type_new=changing.type_new,
        type_again=changing.type_again,
        apply=changing.apply,
        leave=changing.leave,
    )

"""The app's text field: its page knows whether the person is writing, so that elsewhere one key can mean a command."""

import flet as ft

_WRITING = "writing"  # in the session's own store: the name of the field that has the focus


class Entry(ft.TextField):
    """A text field like any other; its `data` is its name."""

    def init(self) -> None:
        """Follow the focus."""
        super().init()  # type: ignore[no-untyped-call]
        self.on_focus, self.on_blur = self._focused, self._left

    def will_unmount(self) -> None:
        """Tell that the field is gone: one that is taken away while it has the focus hears of no blur."""
        super().will_unmount()  # type: ignore[no-untyped-call]
        self._left()

    def _focused(self) -> None:
        ft.context.page.session.store.set(_WRITING, self.data)

    def _left(self) -> None:
        page = ft.context.page  # the field itself may have left it already
        if writing_in(page) == self.data:
            page.session.store.set(_WRITING, "")


def writing_in(page: ft.Page) -> str:
    """The name of the text field that has the focus; empty when none has."""
    return str(page.session.store.get(_WRITING) or "")

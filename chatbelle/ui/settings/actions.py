"""What happens when the person changes a setting: it is kept, and the tab follows at once."""

from dataclasses import replace
from typing import Any

import flet as ft

from chatbelle.ui.dressing import dress
from chatbelle.ui.given import Keep
from chatbelle.ui.settings.verbs import SettingsVerbs
from chatbelle.ui.state import Place, State


class SettingsActions:
    """One tab's page."""

    def __init__(self, state: State, keep: Keep) -> None:
        self._look, self._chosen, self._keep = state.look, state.chosen, keep

    async def open(self) -> None:
        """Show the page."""
        self._look.place, self._look.drawer_open = Place.SETTINGS, False

    def leave(self) -> None:
        """Back to the conversation."""
        self._look.place = Place.CHAT

    def change(self, **changes: Any) -> None:
        """Change some settings. Raises SettingsError when they cannot be kept; they are changed all the same."""
        self._chosen.settings = replace(self._chosen.settings, **changes)
        self._look.follow(self._chosen.settings)
        self._keep(**changes)


def settings_verbs_of(page: ft.Page, state: State, keep: Keep) -> SettingsVerbs:
    """What can be done on this tab's page."""
    actions = SettingsActions(state, keep)

    def change(**changes: Any) -> None:
        try:
            actions.change(**changes)
        finally:
            dress(page, state.chosen.settings)
            page.update()

    return SettingsVerbs(open=actions.open, leave=actions.leave, change=change)

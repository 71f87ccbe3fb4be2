"""Binds the verbs of export and import to one tab's page."""

from functools import partial

import flet as ft

from chatbelle.ui.actions import Actions
from chatbelle.ui.given import Given
from chatbelle.ui.transfer.exporting import Exporting
from chatbelle.ui.transfer.picking import discard, picked, picker_of
from chatbelle.ui.transfer.taking_in import TakingIn
from chatbelle.ui.transfer.verbs import TransferVerbs


def transfer_verbs_of(page: ft.Page, actions: Actions, given: Given) -> TransferVerbs:
    """What can be done in this tab."""
    state, locking = actions.state, given.locking

    def is_locked() -> bool:
        return locking is not None and locking.is_locked()

    exporting = Exporting(state.transfer.export, state.look, given.beside, picker_of(page), is_locked)
    taking_in = TakingIn(
        state.transfer.take_in, state.look, given.beside, partial(picked, page), discard, actions.screen.refresh
    )

    def dismiss() -> None:
        state.transfer.export.error = None
        taking_in.dismiss()

    async def choose_file() -> None:
        await taking_in.choose(a_folder=False)

    async def choose_folder() -> None:
        await taking_in.choose(a_folder=True)

    return TransferVerbs(
        export_chats=exporting.open,
        choose_format=exporting.choose,
        write=exporting.write,
        close_export=exporting.close,
        open_import=taking_in.open,
        leave_import=taking_in.leave,
        type_path=taking_in.type_path,
        choose_file=choose_file,
        choose_folder=choose_folder,
        look_at_typed=taking_in.look_at_typed,
        look_at=taking_in.look_at,
        take_in=taking_in.take_in,
        stop=taking_in.stop,
        begin_again=taking_in.begin_again,
        dismiss=dismiss,
    )

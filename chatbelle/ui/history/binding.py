"""Binds what the person can do in the list of chats to one tab's actions."""

from chatbelle.history import ChatOrder
from chatbelle.ui.actions import Actions
from chatbelle.ui.given import Given
from chatbelle.ui.history.verbs import HistoryVerbs


def history_verbs_of(actions: Actions, given: Given) -> HistoryVerbs:
    """The verbs of this tab's list."""
    searching, filing = actions.searching, actions.filing

    def sort(order: ChatOrder) -> None:
        filing.sort(order)
        given.keep(chat_order=order)

    return HistoryVerbs(
        search=searching.begin,
        typed=searching.typed,
        more=searching.more,
        clear=searching.clear,
        open_found=searching.open,
        new_private_chat=actions.new_private_chat,
        ask_title=filing.ask_title,
        leave_title=filing.leave_title,
        rename=filing.rename,
        pin=filing.pin,
        archive=filing.archive,
        remove=filing.remove,
        sort=sort,
        show_archive=filing.show_archive,
        begin_choosing=filing.begin_choosing,
        choose=filing.choose,
        choose_all=filing.choose_all,
        leave_choosing=filing.leave_choosing,
    )

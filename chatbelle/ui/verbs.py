"""What the person can do. Views know nothing else of the app."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chatbelle.ui.bench.verbs import BenchVerbs
from chatbelle.ui.history.verbs import HistoryVerbs
from chatbelle.ui.message_verbs import MessageVerbs
from chatbelle.ui.settings.verbs import SettingsVerbs
from chatbelle.ui.sheet_verbs import SheetVerbs
from chatbelle.ui.state import Notice


@dataclass(frozen=True, slots=True)
class Verbs:
    """What the person can do in the window; what belongs to one view of it is grouped."""

    message: MessageVerbs
    sheet: SheetVerbs
    history: HistoryVerbs
    settings: SettingsVerbs
    bench: BenchVerbs
    typed: Callable[[str], None]
    send: Callable[[str], Awaitable[None]]
    stop: Callable[[], None]
    escape: Callable[[], None]
    new_chat: Callable[[], None]
    open_chat: Callable[[int], None]
    undo: Callable[[], None]
    answer_no: Callable[[], None]
    notice: Callable[[Notice | None], None]
    load_model: Callable[[str], None]
    load_again: Callable[[], None]
    stop_loading: Callable[[], None]
    toggle_drawer: Callable[[], None]

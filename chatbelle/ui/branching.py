"""The tree of a chat in the person's hands: edit what was sent, walk between versions, begin a chat from a message."""

from chatbelle.ui.answers import Answers
from chatbelle.ui.screen import Screen


class Branching:
    """What one tab does with the open chat's tree; nothing while an answer is arriving in it."""

    def __init__(self, screen: Screen, answers: Answers) -> None:
        self._screen, self._answers = screen, answers

    def edit(self, message_id: int) -> None:
        """Let the person write a sent message anew, in its place."""
        if self._answers.open_and_free():
            self._screen.state.conversation.editing = message_id

    def leave_edit(self) -> None:
        """Leave the message as it was."""
        self._screen.state.conversation.editing = 0

    async def send_edited(self, message_id: int, text: str) -> None:
        """Ask anew from where the message stood; what was said after it stays, as another branch."""
        chat = self._answers.open_and_free()
        if chat and text.strip():
            await self._answers.ask_anew(chat, message_id, text)

    def walk_to(self, message_id: int) -> None:
        """Show the branch that begins with a message, as far as it goes."""
        if chat := self._answers.open_and_free():
            shown = chat.showing(message_id)
            self._screen.chats.show(shown)
            self._screen.show(shown)

    def fork(self, message_id: int) -> None:
        """A new chat that begins with everything up to a message."""
        if chat := self._answers.open_and_free():
            self._screen.open_chat(self._screen.chats.fork(chat.id, message_id, chat.title).id)

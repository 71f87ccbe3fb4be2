"""The tree of a chat in the person's hands: edit what was sent, walk between versions, begin a chat from a message."""

from dataclasses import replace

from chatbelle.branches import newest_below
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
            await self._answers.ask(chat, text, chat.message(message_id).parent)

    def walk_to(self, message_id: int) -> None:
        """Show the branch that begins with a message, as far as it goes."""
        if chat := self._answers.open_and_free():
            tip = newest_below(chat, message_id)
            self._screen.chats.show_branch(chat.id, tip)
            self._screen.show(replace(chat, tip=tip))

    def fork(self, message_id: int) -> None:
        """A new chat that begins with everything up to a message."""
        chat = self._answers.open_and_free()
        if chat is None:
            return
        forked = self._screen.chats.new_chat(chat.title)
        for message in replace(chat, tip=message_id).path():
            forked = forked.add(self._screen.chats.add(forked.id, replace(message, id=0, parent=forked.tip)))
        self._screen.open_chat(forked.id)

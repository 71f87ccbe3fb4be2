"""A model's vocabulary: text to token ids and back, through llama.cpp."""

import ctypes
import re
from functools import cached_property

import llama_cpp

from chatbelle.engine.protocol import PromptToken
from chatbelle.thinking import MARKERS

_SPECIAL = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN


class Vocabulary:
    """Wraps llama.cpp's vocabulary, which belongs to a loaded model and must not outlive it."""

    def __init__(self, pointer: "llama_cpp.llama_vocab_p") -> None:
        self._pointer = pointer
        self._token_buffer = ctypes.create_string_buffer(256)
        self.token_count = int(llama_cpp.llama_vocab_n_tokens(pointer))
        self.adds_bos = bool(llama_cpp.llama_vocab_get_add_bos(pointer))
        self.bos = self._optional(llama_cpp.llama_vocab_bos(pointer))
        self.eos = self._optional(llama_cpp.llama_vocab_eos(pointer))
        # SentencePiece puts a space before the first word; an answer shows it as nothing.
        self.leads_with_space = llama_cpp.llama_vocab_type(pointer) == llama_cpp.LLAMA_VOCAB_TYPE_SPM

    @property
    def pointer(self) -> "llama_cpp.llama_vocab_p":
        """For llama.cpp's own functions."""
        return self._pointer

    def tokenize(self, text: str) -> list[int]:
        """Token ids of plain text: what looks like a special token is text, too."""
        data = text.encode("utf-8", errors="replace")
        room = len(data) + 8  # a token is at least a byte; the rest is for a leading space
        ids = (llama_cpp.llama_token * room)()
        count = llama_cpp.llama_tokenize(self._pointer, data, len(data), ids, room, False, False)
        if count < 0:  # says how much room it wants
            ids = (llama_cpp.llama_token * -count)()
            count = llama_cpp.llama_tokenize(self._pointer, data, len(data), ids, -count, False, False)
        return list(ids[:count])

    def bytes_of(self, token: int, skip_leading_space: bool = False) -> bytes:
        """The bytes a token stands for; none for a control token, unless it is a marker around thoughts."""
        if token in self._thought_markers:
            return self._thought_markers[token]
        while True:
            buffer = self._token_buffer
            size = llama_cpp.llama_token_to_piece(
                self._pointer, token, buffer, len(buffer), int(skip_leading_space), False
            )
            if size >= 0:
                return buffer.raw[:size]
            self._token_buffer = ctypes.create_string_buffer(-size)

    def text_of_special(self, token: int | None) -> str:
        """How a special token is written in templates, for example `</s>`; empty for None."""
        if token is None:
            return ""
        text: bytes = llama_cpp.llama_vocab_get_text(self._pointer, token)
        return text.decode("utf-8", errors="replace")

    def readable(self, token: int) -> PromptToken:
        """The token as a person can read it; a part of a character is shown as U+FFFD."""
        if token in self._special_ids:
            return PromptToken(token, self.text_of_special(token), special=True)
        return PromptToken(token, self.bytes_of(token).decode("utf-8", errors="replace"))

    @cached_property
    def _special_ids(self) -> frozenset[int]:
        return frozenset(self.special_tokens.values())

    def ends_answer(self, token: int) -> bool:
        """Whether the model says with this token that it is done."""
        return bool(llama_cpp.llama_vocab_is_eog(self._pointer, token))

    @cached_property
    def special_tokens(self) -> dict[str, int]:
        """All control tokens by their text; templates may write them, people cannot."""
        attributes = (
            (token, llama_cpp.llama_vocab_get_attr(self._pointer, token)) for token in range(self.token_count)
        )
        special = {self.text_of_special(token): token for token, attribute in attributes if attribute & _SPECIAL}
        special.pop("", None)
        return special

    @cached_property
    def _thought_markers(self) -> dict[int, bytes]:
        texts = {marker for markers in MARKERS for marker in markers}
        return {token: text.encode() for text, token in self.special_tokens.items() if text in texts}

    def split_special(self, text: str) -> list[str | int]:
        """Plain text and ids of the special tokens written in it, in order."""
        pieces = self._special_pattern.split(text)
        return [self.special_tokens.get(piece, piece) for piece in pieces if piece]

    @cached_property
    def _special_pattern(self) -> re.Pattern[str]:
        """Matches and keeps the text of any control token, the longest first; never matches when there is none."""
        longest_first = sorted(self.special_tokens, key=len, reverse=True)
        return re.compile(f"({'|'.join(map(re.escape, longest_first)) or '(?!)'})")

    def _optional(self, token: int) -> int | None:
        return None if token == llama_cpp.LLAMA_TOKEN_NULL else int(token)

"""What is this file or folder, what is wrong with it, what to do next. Bounded in time and memory, whatever it is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ChatBelleError, ModelError, TemplateError
from chatbelle.gguf_adapter import is_adapter, read_adapter
from chatbelle.gguf_header import GGUFHeader, read_gguf_header
from chatbelle.gguf_soundness import check_soundness
from chatbelle.library.kinds import Kind, kind_of
from chatbelle.words import Phrase


class NextStep(StrEnum):
    """What a person can do with it."""

    CHAT = "chat"
    ADD = "add"  # the folder, to the models' folders
    CONVERT = "convert"
    CONVERT_WITH_KEY = "convert-with-key"
    GET_ANOTHER = "get-another"  # download it again, or something else
    NOTHING = "nothing"


# What each kind is called, what to do, and what that is in words.
TOLD: dict[Kind, tuple[Phrase, NextStep, Phrase]] = {
    Kind.GGUF: (words.IS_GGUF, NextStep.CHAT, words.READY_TO_CHAT),
    Kind.LATER_PART: (words.IS_LATER_PART, NextStep.NOTHING, words.CHOOSE_FIRST_PART),
    Kind.LEGACY: (words.IS_LEGACY, NextStep.CONVERT, words.CAN_BE_CONVERTED),
    Kind.CHATBELLE_INT4: (words.IS_CHATBELLE_INT4, NextStep.GET_ANOTHER, words.GET_RELEASE_INSTEAD),
    Kind.ENCRYPTED: (words.IS_ENCRYPTED, NextStep.CONVERT_WITH_KEY, words.CAN_BE_OPENED_WITH_KEY),
    Kind.PEFT: (words.IS_PEFT, NextStep.NOTHING, words.CONVERT_ADAPTER),
    Kind.CHECKPOINT: (words.IS_CHECKPOINT, NextStep.CONVERT, words.CAN_BE_CONVERTED),
    Kind.SAFETENSORS: (words.IS_SAFETENSORS, NextStep.CONVERT, words.CAN_BE_CONVERTED_WITH_FOLDER),
    Kind.PICKLE: (words.IS_PICKLE, NextStep.CONVERT, words.CAN_BE_CONVERTED_WITH_FOLDER),
    Kind.MODELS_FOLDER: (words.IS_MODELS_FOLDER, NextStep.ADD, words.CAN_BE_ADDED),
    Kind.ZIP: (words.IS_ZIP, NextStep.NOTHING, words.UNPACK_IT),
    Kind.POINTER: (words.IS_POINTER, NextStep.GET_ANOTHER, words.FETCH_WITH_LFS),
    Kind.WEB_PAGE: (words.IS_WEB_PAGE, NextStep.GET_ANOTHER, words.DOWNLOAD_AGAIN),
    Kind.UNFINISHED: (words.IS_UNFINISHED, NextStep.GET_ANOTHER, words.DOWNLOAD_AGAIN),
    Kind.EMPTY: (words.IS_EMPTY, NextStep.GET_ANOTHER, words.DOWNLOAD_AGAIN),
    Kind.MISSING: (words.IS_MISSING, NextStep.NOTHING, words.CHOOSE_ANOTHER_FILE),
    Kind.UNREADABLE: (words.IS_UNREADABLE, NextStep.NOTHING, words.CHECK_PERMISSIONS),
    Kind.UNKNOWN: (words.IS_UNKNOWN, NextStep.NOTHING, words.NEEDS_GGUF),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong, and how to mend it. A fatal one keeps the model from running."""

    what: Phrase
    remedy: Phrase
    fatal: bool


@dataclass(frozen=True, slots=True)
class Health:
    """All that can be said of a file or folder without running it."""

    path: Path
    kind: Kind
    what: Phrase
    next_step: NextStep
    remedy: Phrase
    faults: tuple[Fault, ...] = ()
    header: GGUFHeader | None = None

    @property
    def fatal(self) -> bool:
        """Whether something keeps it from running."""
        return any(fault.fatal for fault in self.faults)


def health_of(path: Path, check_template: Callable[[str], object] = len) -> Health:
    """Examine what lies at `path`; never raises.

    `check_template` raises TemplateError for a chat template that it refuses.
    """
    kind = kind_of(path)
    what, next_step, remedy = TOLD[kind]
    if kind is not Kind.GGUF:
        return Health(path, kind, what, next_step, remedy)
    faults: list[Fault] = []
    header = None
    try:
        header = read_gguf_header(path)
        if is_adapter(header):
            read_adapter(path)
            return Health(path, kind, words.IS_ADAPTER, NextStep.NOTHING, words.TURN_ADAPTER_ON)
        check_soundness(header)
    except ModelError as error:
        faults.append(_fault(error, fatal=True))
    if header:
        faults += _faults_of_template(header, check_template)
    if any(fault.fatal for fault in faults):
        next_step, remedy = NextStep.GET_ANOTHER, faults[0].remedy
    return Health(path, kind, what, next_step, remedy, tuple(faults), header)


def _faults_of_template(header: GGUFHeader, check_template: Callable[[str], object]) -> list[Fault]:
    """A model without a usable template can still be talked to, in a format that the person names."""
    template = header.text("tokenizer.chat_template")
    known = header.text("chatbelle.prompt_format") or "belle" in header.name.lower()
    if not template:
        return [] if known else [Fault(words.NO_TEMPLATE.filled(name=header.name), words.CHOOSE_FORMAT, fatal=False)]
    try:
        check_template(template)
    except TemplateError as error:
        return [_fault(error, fatal=False)]
    return []


def _fault(error: ChatBelleError, fatal: bool) -> Fault:
    return Fault(error.what, error.remedy, fatal)

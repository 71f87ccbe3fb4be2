"""BELLE's own prompt formats, to the space. Source: BELLE's model cards and training code (shared facts).

The GGUF says which one it wants under `chatbelle.prompt_format`; a file made elsewhere is recognised by its name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatbelle.chat import Message, Role
from chatbelle.engine.prompts import Markup, Part, Plain
from chatbelle.gguf_header import GGUFHeader


@dataclass(frozen=True, slots=True)
class BelleFormat:
    """`before` + question + `after`; each answer is closed with EOS, then the next turn begins."""

    name: str
    before: str
    after: str
    bos: bool | None
    eos_text: str = ""  # the model's own, filled in when the model is open
    stop_strings: tuple[str, ...] = ("\nHuman:", "\n\nAssistant:")
    drops_thoughts: bool = False

    def opening(self, messages: Sequence[Message]) -> list[Part]:
        """The newest question between the format's words; before the first one, the system prompt on its own lines."""
        *earlier, question = messages
        parts: list[Part] = []
        if any(message.role is Role.ASSISTANT for message in earlier):
            parts.append(Markup(self.eos_text))
        elif earlier:
            parts += [Plain(earlier[0].text), Markup("\n\n")]
        return [*parts, Markup(self.before), Plain(question.text), Markup(self.after)]


@dataclass(frozen=True, slots=True)
class ContinuationFormat:
    """For base models without a format, such as BELLE-LLaMA-EXT-7B: they continue the text they are given."""

    name: str = "continue"
    bos: bool | None = None
    stop_strings: tuple[str, ...] = ()
    drops_thoughts: bool = False

    def opening(self, messages: Sequence[Message]) -> list[Part]:
        """Everything since the last answer, as it is."""
        since: list[Part] = []
        for message in reversed(messages):
            if message.role is Role.ASSISTANT:
                break
            since[:0] = [Plain(message.text)] if not since else [Plain(message.text), Markup("\n\n")]
        return since


BELLE_BLOOM = BelleFormat("belle-bloom", "Human: ", "\n\nAssistant:", bos=None)  # and every GPTQ release
BELLE_LLAMA = BelleFormat("belle-llama", "Human: ", " \n\nAssistant: ", bos=None)  # 7B-0.6M, 7B-2M, 13B-2M
# Training code since May 2023: Llama2-13B-chat-0.4M, EXT-13B; it cuts each turn by itself and uses no BOS.
BELLE_TURNS = BelleFormat("belle-turns", "Human: \n", "\n\nAssistant: \n", bos=False)
CONTINUE = ContinuationFormat()

OwnFormat = BelleFormat | ContinuationFormat
FORMATS: dict[str, OwnFormat] = {known.name: known for known in (BELLE_BLOOM, BELLE_LLAMA, BELLE_TURNS, CONTINUE)}


def with_eos(chosen: OwnFormat, eos_text: str) -> OwnFormat:
    """The format with the open model's own end-of-answer token."""
    return replace(chosen, eos_text=eos_text) if isinstance(chosen, BelleFormat) else chosen


def belle_format_named_in(header: GGUFHeader) -> OwnFormat | None:
    """BELLE's format for this file, from its metadata or its name; None when it is no BELLE model."""
    stated = FORMATS.get(header.text("chatbelle.prompt_format"))
    if stated:
        return stated
    name = f"{header.name} {header.path.stem}".lower().replace("_", "-")
    if "belle" not in name:
        return None
    if "ext-7b" in name:
        return CONTINUE
    if "llama2" in name or "llama-2" in name or "ext-13b" in name or "open-datasets" in name:
        return BELLE_TURNS
    return BELLE_BLOOM if header.architecture == "bloom" or "gptq" in name else BELLE_LLAMA

"""How text is split before byte-pair merges: tokenizer.json's rule, found again under llama.cpp's name for it.

llama.cpp knows its splitting rules by name only, and a wrong one damages answers unnoticed: so only a rule that is
exactly one of these is converted.
"""

from quant import words
from quant.errors import CannotConvert

GPT2_LIKE = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
REST = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
SPLITS = {
    GPT2_LIKE + r"\p{N}{1,3}" + REST: "llama-bpe",
    GPT2_LIKE + r"\p{N}" + REST: "qwen2",
    " ?[^(\\s|[.,!?…。，、।۔،])]+": "bloom",
    " ?[^(\\s|.,!?…。，、।۔،)]+": "bloom",
}


def pre_tokenizer_name(rule: object) -> str:
    """llama.cpp's name for tokenizer.json's `pre_tokenizer`. Raises CannotConvert for one that it does not have."""
    match [_step(each) for each in _steps(rule)]:
        case [("split", str(pattern)), ("bytes", False)] if pattern in SPLITS:
            return SPLITS[pattern]
        case [("digits", True), ("bytes", True)]:
            return "smollm"
        case [("bytes", True)]:
            return "gpt-2"
        case steps:
            which = ", ".join(str(value) for step in steps for value in step) or "none"
    raise CannotConvert(words.UNKNOWN_TOKENIZER.filled(which=which), words.A_WRONG_SPLIT_DAMAGES)


def _steps(rule: object) -> list[object]:
    if isinstance(rule, dict) and rule.get("type") == "Sequence":
        inner = rule.get("pretokenizers")
        return inner if isinstance(inner, list) else []
    return [rule] if rule else []


def _step(rule: object) -> tuple[str, object]:
    step: tuple[str, object] = ("step", "?")
    match rule:
        case {"type": "Split", "pattern": {"Regex": str(pattern)}, "behavior": "Isolated", "invert": False}:
            step = "split", pattern
        case {"type": "Digits", "individual_digits": bool(each)}:
            step = "digits", each
        case {"type": "ByteLevel", "add_prefix_space": True}:
            step = "bytes", "with a space before"
        case {"type": "ByteLevel", "use_regex": False}:
            step = "bytes", False
        case {"type": "ByteLevel"}:
            step = "bytes", True
        case {"type": str(other)}:
            step = "step", other
    return step

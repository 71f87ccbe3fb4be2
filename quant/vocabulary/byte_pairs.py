"""tokenizer.json with byte-pair merges: tokens, merges, and how text is split before."""

from collections.abc import Mapping

from quant import words
from quant.errors import CannotConvert
from quant.vocabulary.pre_tokenizers import pre_tokenizer_name
from quant.vocabulary.sentencepiece import damaged
from quant.vocabulary.tokens import Frame, Token, Vocabulary, added, filled_up

NAME = "tokenizer.json"


def read_byte_pairs(content: Mapping[str, object], rows: int) -> Vocabulary:
    """The vocabulary of a tokenizer.json for an embedding of `rows`. Raises DamagedFile or CannotConvert."""
    model = content.get("model")
    if not isinstance(model, dict) or model.get("type", "BPE") != "BPE":
        kind = model.get("type", "?") if isinstance(model, dict) else "?"
        raise CannotConvert(words.UNKNOWN_TOKENIZER.filled(which=kind), words.A_WRONG_SPLIT_DAMAGES)
    _check_normalizer(content.get("normalizer"))
    pre = pre_tokenizer_name(content.get("pre_tokenizer"))
    tokens = trained(model.get("vocab")) | added_tokens(content)
    frame = framing(content.get("post_processor"))
    return Vocabulary(filled_up(tokens, rows), "gpt2", pre, merges(model.get("merges")), frame)


def _check_normalizer(rule: object) -> None:
    """llama.cpp changes no text before it splits it; NFC alone makes no difference to text that people type."""
    steps = rule.get("normalizers") if isinstance(rule, dict) and rule.get("type") == "Sequence" else [rule]
    for step in steps if isinstance(steps, list) else [steps]:
        if step and not (isinstance(step, dict) and step.get("type") == "NFC"):
            which = step.get("type", "?") if isinstance(step, dict) else "?"
            raise CannotConvert(words.UNKNOWN_TOKENIZER.filled(which=which), words.A_WRONG_SPLIT_DAMAGES)


def trained(vocabulary: object) -> dict[int, Token]:
    """The tokens of the model's `vocab`. Raises DamagedFile."""
    if not isinstance(vocabulary, dict) or not all(isinstance(number, int) for number in vocabulary.values()):
        raise damaged(NAME, "vocab")
    tokens = {number: Token(text) for text, number in vocabulary.items()}
    if len(tokens) != len(vocabulary):
        raise damaged(NAME, "two tokens with one id")
    return tokens


def added_tokens(content: Mapping[str, object]) -> dict[int, Token]:
    """The tokens that were added to those that were trained. Raises DamagedFile."""
    listed = content.get("added_tokens")
    tokens: dict[int, Token] = {}
    for each in listed if isinstance(listed, list) else []:
        match each:
            case {"id": int(number), "content": str(text)}:
                tokens[number] = added(text, bool(each.get("special")))
            case _:
                raise damaged(NAME, "added_tokens")
    return tokens


def merges(listed: object) -> tuple[str, ...]:
    """Each merge as `left right`; the newer form is a pair, in which a space would be written Ġ."""
    if not isinstance(listed, list) or not listed:
        raise damaged(NAME, "merges")
    merges = []
    for each in listed:
        match each:
            case str(merge) if merge.count(" ") == 1:
                merges.append(merge)
            case [str(left), str(right)]:
                merges.append(f"{left.replace(' ', 'Ġ')} {right.replace(' ', 'Ġ')}")
            case _:
                raise damaged(NAME, "merges")
    return tuple(merges)


def framing(processor: object) -> Frame:
    """What the tokenizer puts around texts."""
    frame = Frame()
    processors = processor.get("processors", [processor]) if isinstance(processor, dict) else []
    for each in processors:
        match each:
            case {"type": "ByteLevel"}:
                frame = Frame(bool(frame.bos), bool(frame.eos), frame.sep)
            case {"type": "TemplateProcessing", "single": [dict(first), *_, dict(last)]}:
                pair = each.get("pair")
                # Texts are joined in reranking alone, which none of these models does.
                apart = False if isinstance(pair, list) and len(pair) > len("AB") else frame.sep
                frame = Frame("SpecialToken" in first, "SpecialToken" in last, apart)
    return frame

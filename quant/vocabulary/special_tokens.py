"""Which tokens begin and end a text: from tokenizer_config.json, else the vocabulary itself, else config.json."""

from gguf import Keys

from quant.config import Config
from quant.metadata import Entry, count
from quant.vocabulary.tokens import Kind, Vocabulary

# Our word, llama.cpp's key, and how SentencePiece models of the LLaMA family spell it.
SPECIAL = (
    ("bos", Keys.Tokenizer.BOS_ID, "<s>"),
    ("eos", Keys.Tokenizer.EOS_ID, "</s>"),
    ("unk", Keys.Tokenizer.UNK_ID, "<unk>"),
    ("sep", Keys.Tokenizer.SEP_ID, ""),
    ("pad", Keys.Tokenizer.PAD_ID, ""),
    ("mask", Keys.Tokenizer.MASK_ID, ""),
)


def special_token_entries(vocabulary: Vocabulary, tokenizer: Config, config: Config) -> list[Entry]:
    """The ids that are known. Those of early LLaMA configs (−1, or BOS 0 and EOS 1) give way to the vocabulary's."""
    entries = []
    for word, key, spelling in SPECIAL:
        found = _stated(tokenizer, word, vocabulary)
        if found is None and spelling and vocabulary.model == "llama":
            found = _spelt(spelling, vocabulary)
        if found is None:
            stated = config.values.get(f"{word}_token_id")
            found = stated if isinstance(stated, int) and not isinstance(stated, bool) else None
        if found is not None and 0 <= found < len(vocabulary.tokens):
            entries.append(count(key, found))
    return entries


def _stated(tokenizer: Config, word: str, vocabulary: Vocabulary) -> int | None:
    value = tokenizer.values.get(f"{word}_token")
    text = value.get("content") if isinstance(value, dict) else value
    return vocabulary.id_of(text) if isinstance(text, str) and text else None


def _spelt(text: str, vocabulary: Vocabulary) -> int | None:
    found = vocabulary.id_of(text)
    if found is None or vocabulary.tokens[found].kind not in (Kind.CONTROL, Kind.UNKNOWN):
        return None
    return found

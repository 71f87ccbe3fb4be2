"""Which tokens begin and end a text: from tokenizer_config.json, else the vocabulary itself, else config.json."""

from gguf import Keys

from quant.config import Config
from quant.metadata import Entry, count
from quant.vocabulary.tokens import Kind, Vocabulary

# Our word, llama.cpp's key, and how SentencePiece models of the LLaMA family spell it.
SPECIAL = (
    ("bos", Keys.Tokenizer.BOS_ID, "<s>"),
    ("eos", Keys.Tokenizer.EOS_ID, "</s>"),
    ("unk", Keys.Tokenizer.UNK_ID, ""),
    ("sep", Keys.Tokenizer.SEP_ID, ""),
    ("pad", Keys.Tokenizer.PAD_ID, ""),
    ("mask", Keys.Tokenizer.MASK_ID, ""),
)


def special_token_entries(vocabulary: Vocabulary, tokenizer: Config, config: Config) -> list[Entry]:
    """The ids that are known. Those of early LLaMA configs (−1, or BOS 0 and EOS 1) give way to the vocabulary's."""
    stated = {key: _stated(tokenizer, word, vocabulary) for word, key, _ in SPECIAL}
    others = {
        key: _otherwise(config, word, spelling, vocabulary) for word, key, spelling in SPECIAL if stated[key] is None
    }
    return [count(key, found) for key, found in (*stated.items(), *others.items()) if found is not None]


def _stated(tokenizer: Config, word: str, vocabulary: Vocabulary) -> int | None:
    value = tokenizer.values.get(f"{word}_token")
    text = value.get("content") if isinstance(value, dict) else value
    return vocabulary.id_of(text) if isinstance(text, str) and text else None


def _otherwise(config: Config, word: str, spelling: str, vocabulary: Vocabulary) -> int | None:
    """The id when tokenizer_config.json names no token."""
    spelt = vocabulary.id_of(spelling) if spelling and vocabulary.model == "llama" else None
    if spelt is not None and vocabulary.tokens[spelt].kind is Kind.CONTROL:
        return spelt
    number = config.values.get(f"{word}_token_id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(vocabulary.tokens):
        return None
    return number

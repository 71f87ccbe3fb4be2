"""The vocabulary of a checkpoint, whatever it is kept in. Entry: `read_vocabulary`, `vocabulary_entries`."""

from collections.abc import Mapping

from gguf import Keys

from quant import words
from quant.config import Config, read_json
from quant.errors import CannotConvert
from quant.metadata import Entry, flag, kinds, numbers, text, texts
from quant.tensors import Bytes
from quant.vocabulary.byte_pairs import read_byte_pairs
from quant.vocabulary.sentence_merges import is_sentence_merges, read_sentence_merges
from quant.vocabulary.sentencepiece import damaged, read_sentencepiece
from quant.vocabulary.special_tokens import special_token_entries
from quant.vocabulary.tokens import Kind, Token, Vocabulary, added, filled_up

READ_PREFIX = ("llama", "meta-llama", "mistral")  # where llama.cpp's converter carries `add_prefix_space` over
MODEL_LIMIT_BYTES = 64 << 20
# Where a vocabulary that is missing can be had, by architecture and rows of the embedding.
WHERE = {
    ("bloom", 250_880): words.PUT_BLOOMS_VOCABULARY_BESIDE,
    ("llama", 32_000): words.PUT_LLAMAS_VOCABULARY_BESIDE,
    ("llama", 32_001): words.PUT_LLAMAS_VOCABULARY_BESIDE,  # with a token for padding
    ("llama", 79_458): words.PUT_THE_EXTENDED_VOCABULARY_BESIDE,
}


def read_vocabulary(files: Mapping[str, Bytes], rows: int, architecture: str = "") -> Vocabulary:
    """The tokens for an embedding of `rows`: tokenizer.model if there is one, else tokenizer.json.

    Raises DamagedFile, and CannotConvert when there is none or when llama.cpp cannot follow it.
    """
    model, json_file = files.get("tokenizer.model"), files.get("tokenizer.json")
    if model is not None and model.length <= MODEL_LIMIT_BYTES:
        return _from_sentencepiece(model, files, rows)
    if json_file is not None:
        content = read_json(json_file)
        return read_sentence_merges(content, rows) if is_sentence_merges(content) else read_byte_pairs(content, rows)
    raise CannotConvert(words.NO_VOCABULARY, WHERE.get((architecture, rows), words.PUT_THE_VOCABULARY_BESIDE))


def vocabulary_entries(vocabulary: Vocabulary, files: Mapping[str, Bytes], config: Config) -> list[Entry]:
    """The metadata of a vocabulary, in the order of llama.cpp's converter."""
    tokenizer = _tokenizer_config(files)
    prefix = tokenizer.values.get("add_prefix_space") if config.text("model_type") in READ_PREFIX else None
    space_prefix = prefix if isinstance(prefix, bool) else vocabulary.space_prefix
    entries = [flag(Keys.Tokenizer.ADD_PREFIX, space_prefix)] if space_prefix is not None else []
    entries += [
        text(Keys.Tokenizer.MODEL, vocabulary.model),
        text(Keys.Tokenizer.PRE, vocabulary.pre),
        texts(Keys.Tokenizer.LIST, [token.text for token in vocabulary.tokens]),
    ]
    if vocabulary.model == "llama":
        entries.append(numbers(Keys.Tokenizer.SCORES, [token.score for token in vocabulary.tokens]))
    entries.append(kinds(Keys.Tokenizer.TOKEN_TYPE, [int(token.kind) for token in vocabulary.tokens]))
    if vocabulary.merges:
        entries.append(texts(Keys.Tokenizer.MERGES, vocabulary.merges))
    entries += special_token_entries(vocabulary, tokenizer, config)
    return entries + _framing(vocabulary, tokenizer)


def _framing(vocabulary: Vocabulary, tokenizer: Config) -> list[Entry]:
    """Whether something is put before and after a text, as far as that is said anywhere."""
    known = (
        (Keys.Tokenizer.ADD_BOS, vocabulary.frame.bos, "add_bos_token"),
        (Keys.Tokenizer.ADD_EOS, vocabulary.frame.eos, "add_eos_token"),
        (Keys.Tokenizer.ADD_SEP, vocabulary.frame.sep, "add_sep_token"),
    )
    told = {key: tokenizer.values.get(name) if stated is None else stated for key, stated, name in known}
    if told[Keys.Tokenizer.ADD_BOS] is None and vocabulary.model == "gpt2":
        told[Keys.Tokenizer.ADD_BOS] = False  # or llama.cpp would go by the way of splitting
    return [flag(key, stated) for key, stated in told.items() if isinstance(stated, bool)]


def _from_sentencepiece(model: Bytes, files: Mapping[str, Bytes], rows: int) -> Vocabulary:
    trained = read_sentencepiece(model.read(0, model.length).tobytes(), model.name)
    tokens = dict(enumerate(trained.pieces))
    if "added_tokens.json" in files:
        for word, number in read_json(files["added_tokens.json"]).items():
            if not isinstance(number, int):
                raise damaged("added_tokens.json", word)
            tokens[number] = Token(word, Kind.USER_DEFINED, -1000.0)
    tokens |= _declared(_tokenizer_config(files).part("added_tokens_decoder"))
    space_prefix = None if trained.space_prefix else False
    return Vocabulary(filled_up(tokens, rows), "llama", "default", space_prefix=space_prefix)


def _declared(decoder: Config) -> dict[int, Token]:
    tokens: dict[int, Token] = {}
    for number, value in decoder.values.items():
        if not number.isdecimal() or not isinstance(value, dict) or not isinstance(value.get("content"), str):
            raise damaged("tokenizer_config.json", "added_tokens_decoder")
        tokens[int(number)] = added(value["content"], bool(value.get("special")))
    return tokens


def _tokenizer_config(files: Mapping[str, Bytes]) -> Config:
    return Config(read_json(files["tokenizer_config.json"]) if "tokenizer_config.json" in files else {})

"""A converted vocabulary gives the ids of the library that made it: Chinese, English, emoji."""

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sentencepiece
from tokenizers import Regex, Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel, Digits, PreTokenizer, Sequence, Split
from tokenizers.trainers import BpeTrainer

from quant.convert import convert
from quant.errors import CannotConvert, DamagedFile
from quant.types import To
from quant.vocabulary.pre_tokenizers import SPLITS
from tests.quant import official as llama_cpp_itself
from tests.quant.tiny import decoder_tensors, llama_config, tiny_llama, tokenizer_json, write_folder, write_json

Official = Callable[..., Any]
TEXTS = [
    "The quick brown fox can't jump over 12345 lazy dogs, won't it?",
    "你好，世界！今天天气怎么样？我想去北京大学看看。",
    "混合 mixed 文本 with 数字 2024 年\n\n第二段　全角空格",
    "emoji 😀👩‍👩‍👧 and ✨; def f(x):\n    return x ** 2  # 注释",
    "  leading spaces, trailing ones   ",
]
CORPUS = [*TEXTS, "人工智能可以帮助人们学习和工作。", "Once upon a time there was a little fox.", "1 22 333 4444"] * 4


def split_by(name: str) -> PreTokenizer:
    if name == "smollm":
        return Sequence([Digits(individual_digits=True), ByteLevel(add_prefix_space=False)])
    if name == "gpt-2":
        return ByteLevel(add_prefix_space=False)
    pattern = next(pattern for pattern, known in SPLITS.items() if known == name)
    return Sequence([Split(Regex(pattern), "isolated"), ByteLevel(add_prefix_space=False, use_regex=False)])


@pytest.mark.parametrize("name", ["llama-bpe", "qwen2", "bloom", "smollm", "gpt-2"])
def test_byte_pairs_give_the_same_ids(name: str, tmp_path: Path, official: Official) -> None:
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = split_by(name)
    trainer = BpeTrainer(vocab_size=500, special_tokens=["<|end|>"], initial_alphabet=ByteLevel.alphabet())
    tokenizer.train_from_iterator(CORPUS, trainer)
    rows = tokenizer.get_vocab_size()
    config = llama_config(vocab_size=rows, hidden_size=32, intermediate_size=32, num_hidden_layers=1)
    folder = write_folder(tmp_path / name, config, decoder_tensors(config), json.loads(tokenizer.to_str()))
    convert(folder, tmp_path / "model.gguf", To.F32)
    for text in [*TEXTS, "<|end|>再见"]:
        assert official(llama_cpp_itself.token_ids, tmp_path / "model.gguf", text) == tokenizer.encode(text).ids


def train_sentencepiece(folder: Path) -> None:
    """Write a tokenizer.model of LLaMA's kind with 420 tokens."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS), model_prefix=str(folder / "tokenizer"), vocab_size=420, model_type="bpe",
        byte_fallback=True, character_coverage=0.98, normalization_rule_name="identity", minloglevel=2,
        remove_extra_whitespaces=False, split_digits=True, allow_whitespace_only_pieces=True,
    )  # fmt: skip
    (folder / "tokenizer.vocab").unlink()


@pytest.fixture
def sentencepiece_folder(tmp_path: Path) -> Path:
    """A LLaMA with a SentencePiece vocabulary of its own, some rows more than tokens, and one token added."""
    config = llama_config(vocab_size=424, hidden_size=32, intermediate_size=32, num_hidden_layers=1)
    folder = write_folder(tmp_path / "llama", config | {"bos_token_id": 0, "pad_token_id": -1}, decoder_tensors(config))
    train_sentencepiece(folder)
    write_json(folder / "added_tokens.json", {"<extra>": 420})
    return folder


def test_sentencepiece_gives_the_same_ids(sentencepiece_folder: Path, tmp_path: Path, official: Official) -> None:
    trained = sentencepiece.SentencePieceProcessor(model_file=str(sentencepiece_folder / "tokenizer.model"))
    convert(sentencepiece_folder, tmp_path / "model.gguf", To.F32)
    for text in TEXTS:
        ids = official(llama_cpp_itself.token_ids, tmp_path / "model.gguf", text)
        assert ids == [trained.bos_id(), *trained.encode(text)]


CHINESE = [
    "你",
    "好",
    "世",
    "界",
    "你好",
    "世界",
    "人",
    "工",
    "智",
    "能",
    "人工",
    "智能",
    "人工智能",
    "天",
    "今天",
    "天气",
]


def with_more_pieces(model: bytes, pieces: list[str]) -> bytes:
    """A tokenizer.model with pieces behind its own: a protobuf's list goes on wherever one of its items stands."""
    for number, piece in enumerate(pieces):
        text, score = piece.encode(), struct.pack("<f", -1000.0 - number)
        item = bytes([0x0A, len(text)]) + text + b"\x15" + score
        model += bytes([0x0A, len(item)]) + item
    return model


def test_an_extended_vocabulary_gives_the_same_ids(
    sentencepiece_folder: Path, tmp_path: Path, official: Official
) -> None:
    """As BELLE-LLaMA-EXT has it: Chinese pieces behind LLaMA's own, with scores that go on."""
    path = sentencepiece_folder / "tokenizer.model"
    before = sentencepiece.SentencePieceProcessor(model_file=str(path))
    new = [piece for piece in CHINESE if before.piece_to_id(piece) == before.unk_id()]
    (sentencepiece_folder / "added_tokens.json").unlink()
    path.write_bytes(with_more_pieces(path.read_bytes(), new))
    extended = sentencepiece.SentencePieceProcessor(model_file=str(path))
    rows = extended.vocab_size()
    config = llama_config(vocab_size=rows, hidden_size=32, intermediate_size=32, num_hidden_layers=1)
    write_folder(sentencepiece_folder, config, decoder_tensors(config))
    convert(sentencepiece_folder, tmp_path / "model.gguf", To.F32)
    for text in [*TEXTS, "人工智能，你好世界 😀 hello"]:
        ids = official(llama_cpp_itself.token_ids, tmp_path / "model.gguf", text)
        assert ids == [extended.bos_id(), *extended.encode(text)]
    assert len(extended.encode("人工智能你好")) < len(before.encode("人工智能你好"))


def test_an_added_token_is_never_cut(sentencepiece_folder: Path, tmp_path: Path, official: Official) -> None:
    convert(sentencepiece_folder, tmp_path / "model.gguf", To.F32)
    assert 420 in official(llama_cpp_itself.token_ids, tmp_path / "model.gguf", "你好<extra>世界")


def test_fewer_rows_than_tokens_is_an_error(tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", vocab_size=200)
    with pytest.raises(DamagedFile, match="262 tokens, the embedding only 200 rows"):
        convert(folder, tmp_path / "model.gguf")


@pytest.mark.parametrize("rule", [None, {"type": "Metaspace"}, {"type": "ByteLevel", "add_prefix_space": True}])
def test_an_unknown_way_of_splitting_is_an_error(rule: object, tmp_path: Path) -> None:
    config = llama_config()
    folder = write_folder(tmp_path / "llama", config, decoder_tensors(config), tokenizer_json(rule))
    with pytest.raises(CannotConvert, match="nothing was written"):
        convert(folder, tmp_path / "model.gguf")
    assert not list(tmp_path.glob("*.gguf*"))

"""Mistral: a LLaMA under another name."""

from quant.architectures.llama import blueprint

__all__ = ["blueprint"]

"""Turns checkpoints into GGUF files, without torch. Entry: `quant.convert.convert`, or `python -m quant` in a shell."""

"""Turns checkpoints into GGUF files, without torch.

Entry: `convert`, in quant.convert; `python -m quant` on the command line.
"""

"""Adapters for tiny models, made as people make theirs: PEFT's folder, converted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chatbelle.engine.protocol import Adapter
from quant.convert import convert
from tests.engine.tiny_models import tiny_weights, write_model_of, write_tiny_model
from tests.quant.tiny import Tensors
from tests.quant.tiny_adapters import ALPHA, DOWN, QUERIES, RANK, merged, random_adapter


@dataclass(frozen=True)
class Family:
    """A tiny model, adapters for it, and for sets of them the model with their weights merged into its own."""

    folder: Path
    weights: Tensors
    model: Path
    adapters: tuple[Path, ...]
    deltas: tuple[Tensors, ...]

    def merged(self, adapters: Sequence[Adapter]) -> Path:
        """The model with these adapters in its weights, computed by numpy; made once."""
        name = "and".join(f"{adapter.path.stem}x{adapter.strength:g}" for adapter in adapters) or self.model.stem
        path = self.folder / f"{name}.gguf"
        if not path.exists():
            weights = self.weights
            for adapter in adapters:
                delta = self.deltas[self.adapters.index(adapter.path)]
                weights = merged(weights, delta, adapter.strength * ALPHA / RANK)
            write_model_of(weights, self.folder, name)
        return path


def write_family(folder: Path, seed: int) -> Family:
    """A model with two adapters that change it in different places, and in one that is the same."""
    weights = tiny_weights(seed)
    model = write_tiny_model(folder, "base", seed)
    deltas, adapters = [], []
    for number, layers in enumerate([(QUERIES, DOWN), (DOWN, "model.layers.2.self_attn.v_proj")]):
        deltas.append(random_adapter(folder / f"peft{number}", weights, layers, seed=number))
        adapters.append(folder / f"adapter{number}.gguf")
        convert(folder / f"peft{number}", adapters[-1], base=model)
    return Family(folder, weights, model, tuple(adapters), tuple(deltas))

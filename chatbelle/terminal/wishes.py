"""What a person asks of the answers on the command line; the rest is as the model's makers recommend."""

from dataclasses import dataclass, replace

from chatbelle.engine.protocol import Adapter, Sampling


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options that were given; None leaves the recommendation in place."""

    temperature: float | None = None
    max_tokens: int | None = None
    seed: int | None = None
    adapters: tuple[Adapter, ...] = ()

    def applied_to(self, recommended: Sampling) -> Sampling:
        """The recommended sampling with the wishes in place."""
        return replace(
            recommended,
            temperature=recommended.temperature if self.temperature is None else self.temperature,
            max_tokens=recommended.max_tokens if self.max_tokens is None else self.max_tokens,
            seed=recommended.seed if self.seed is None else self.seed,
        )

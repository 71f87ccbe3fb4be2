"""What the person can do about how models compute."""

from collections.abc import Callable
from dataclasses import dataclass

from chatbelle.ui.loading import SharedModel
from chatbelle.ui.settings.verbs import SettingsVerbs


@dataclass(frozen=True, slots=True)
class TuningVerbs:
    """The section knows nothing else of the app."""

    use_measured: Callable[[bool], None]  # or llama.cpp's defaults
    calibrate: Callable[[], None]


def tuning_verbs_of(settings: SettingsVerbs, model: SharedModel) -> TuningVerbs:
    """What can be done in this tab."""

    def use_measured(is_on: bool) -> None:
        try:
            settings.change(tuned=is_on)
        finally:
            model.load_anew()

    return TuningVerbs(use_measured, lambda: model.calibrate(anew=True))

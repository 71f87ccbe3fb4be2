"""How the model computes on this machine, in plain words, and what can be done about that."""

import flet as ft

from chatbelle import words
from chatbelle.tuning_report import decided, measured
from chatbelle.ui import theme
from chatbelle.ui.model_status import ModelStatus, Phase
from chatbelle.ui.models.parts import action, plain, quiet, stacked
from chatbelle.ui.named import named
from chatbelle.ui.settings.parts import section, switch
from chatbelle.ui.settings.verbs import SettingsVerbs
from chatbelle.ui.state import Chosen, Look, Model


@ft.component
def TuningSection(chosen: Chosen, model: Model, look: Look, verbs: SettingsVerbs) -> ft.Control:  # noqa: N802
    """A switch, what was found, and a button to measure again."""
    is_tuned = chosen.settings.tuned

    def use_measured(is_on: bool) -> None:
        verbs.change(tuned=is_on)

    use = switch("use-measured", words.USE_MEASURED, is_tuned, look, use_measured, words.USE_MEASURED_TEXT)
    return section(words.TUNING, look, use, *findings(model.status, look, verbs))


def findings(status: ModelStatus, look: Look, verbs: SettingsVerbs) -> list[ft.Control]:
    """What is known of the loaded model, and the button where it can be measured."""
    computing = status.computing
    if status.phase is not Phase.READY or computing is None:
        return [quiet(look.say(words.TUNING_NEEDS_A_MODEL))]
    facts: list[ft.Control] = [plain(look.say(phrase)) for phrase in measured(computing)]
    if status.disturbed and computing.to_be_calibrated:
        facts.append(plain(look.say(words.TUNE_LATER)))
    said = stacked([*facts, *(quiet(look.say(phrase)) for phrase in decided(computing))], 8)
    if not computing.can_calibrate:
        return [said]
    return [said, calibrating(status.calibrated, look) if status.calibrated is not None else again(status, look, verbs)]


def again(status: ModelStatus, look: Look, verbs: SettingsVerbs) -> ft.Control:
    """The button."""
    is_first = status.computing is None or status.computing.calibrated is None
    says = look.say(words.CALIBRATE_NOW if is_first else words.CALIBRATE_AGAIN)
    return ft.Row([action("calibrate", says, verbs.calibrate, look)])


def calibrating(share: float, look: Look) -> ft.Control:
    """How much is measured."""
    percent = words.CALIBRATING.filled(percent=round(share * 100))
    bar = ft.ProgressBar(value=share, color=theme.ACCENT, bgcolor=theme.HAIRLINE, bar_height=3, border_radius=2)
    return named("calibrating", stacked([quiet(look.say(percent)), bar], 6))

"""How a model computes and why, in plain words: the same in the app and in the terminal."""

from chatbelle import words
from chatbelle.engine.tuned import Attention, Calibrated, Computing, Gain, Knob
from chatbelle.words import Phrase

_ATTENTIONS = {
    Attention.USUAL: words.ATTENTION_USUAL,
    Attention.PLAIN: words.ATTENTION_PLAIN,
    Attention.FLASH_Q8_0: words.ATTENTION_Q8_0,
}


def measured(computing: Computing) -> list[Phrase]:
    """What a calibration found, or why there is none."""
    if computing.calibrated:
        said = [sentence(computing.calibrated, gain) for gain in computing.calibrated.gains]
        return said or [words.TUNING_TOO_SLOW]
    if computing.to_be_calibrated:
        return [words.TUNING_COMES]
    if computing.can_calibrate:
        return [words.TUNING_WAS_DISTURBED]
    return [words.TUNING_DEFAULTS if computing.tuning.steady else words.TUNING_FIXED]


def decided(computing: Computing) -> list[Phrase]:
    """What needs no measuring, after what of the measured is still to come."""
    said = [words.TUNED_AT_NEXT_LOADING] if waits_for_loading(computing) else []
    if computing.repacked:
        said.append(words.REPACKED)
    if computing.gpu_layers:
        said.append(words.GPU_LAYERS.filled(layers=computing.gpu_layers))
    return said if computing.tuning.steady else [*said, words.TUNING_STEPS_DOWN]


def waits_for_loading(computing: Computing) -> bool:
    """Whether something was found that the loaded model does not do yet."""
    if computing.calibrated is None:
        return False
    found, now = computing.calibrated.tuning, computing.tuning
    return (found.batch_tokens, found.attention) != (now.batch_tokens, now.attention)


def sentence(calibrated: Calibrated, gain: Gain) -> Phrase:
    """What was chosen for one knob, and what that brings."""
    percent = round((gain.ratio - 1) * 100)
    compared = words.FASTER_THAN_DEFAULT.filled(percent=percent) if percent > 0 else words.AS_THE_DEFAULT
    tuning = calibrated.tuning
    match gain.knob:
        case Knob.DECODE_THREADS:
            phrase = words.DECODES_WITH_ONE if tuning.decode_threads == 1 else words.DECODES_WITH
            return phrase.filled(threads=tuning.decode_threads, compared=compared)
        case Knob.PROMPT_THREADS:
            phrase = words.READS_WITH_ONE if tuning.prompt_threads == 1 else words.READS_WITH
            return phrase.filled(threads=tuning.prompt_threads, compared=compared)
        case Knob.BATCH_TOKENS:
            return words.READS_IN_STEPS.filled(tokens=tuning.batch_tokens, compared=compared)
        case Knob.ATTENTION:
            return _ATTENTIONS[tuning.attention].filled(compared=compared)

"""How a model computes, in plain words."""

from dataclasses import replace

import pytest

from chatbelle.engine.scripted import MEASURED
from chatbelle.engine.tuned import Attention, Calibrated, Computing, Gain, Knob, Tuning
from chatbelle.tuning_report import decided, measured

USUAL = Tuning(4, 4, 128)
NEW = Computing(USUAL, can_calibrate=True, to_be_calibrated=True)


def chinese(computing: Computing) -> list[str]:
    return [phrase.zh for phrase in measured(computing)]


def test_what_was_measured_is_said_with_what_it_brings() -> None:
    assert chinese(replace(NEW, tuning=MEASURED.tuning, calibrated=MEASURED)) == [
        "解码用 3 个线程：比默认快 12 %。",
        "注意力不用 flash attention：比默认快 8 %。",
        "读提示词用 4 个线程：就是默认，没有更快的。",
        "提示词每次读 256 个词元：比默认快 21 %。",
    ]


def test_what_waits_for_the_next_loading_is_said() -> None:
    said = [phrase.zh for phrase in decided(replace(NEW, calibrated=MEASURED))]
    assert said[0] == "线程数立即生效，其余在下次加载模型时生效。"


@pytest.mark.parametrize(("threads", "said"), [(1, "by one thread:"), (2, "by 2 threads:")])
def test_one_thread_is_no_plural(threads: int, said: str) -> None:
    calibrated = Calibrated(Tuning(threads, threads, 128), (Gain(Knob.DECODE_THREADS, 1.0, 9),), 3.0)
    assert said in measured(replace(NEW, calibrated=calibrated))[0].en


@pytest.mark.parametrize("attention", Attention)
def test_each_way_to_attend_has_words(attention: Attention) -> None:
    calibrated = Calibrated(replace(USUAL, attention=attention), (Gain(Knob.ATTENTION, 1.05, 9),), 3.0)
    assert "5 %" in measured(replace(NEW, calibrated=calibrated))[0].en


@pytest.mark.parametrize(
    ("computing", "begins"),
    [
        (NEW, "还没有测量"),
        (replace(NEW, calibrated=Calibrated(USUAL, (), 20.0)), "这个模型在这里太慢"),
        (replace(NEW, to_be_calibrated=False), "其他程序正忙"),
        (Computing(USUAL), "手机上不测量"),
        (Computing(replace(USUAL, steady=True)), "现在用 llama.cpp 的默认设置"),
    ],
)
def test_why_nothing_was_measured_is_said(computing: Computing, begins: str) -> None:
    assert chinese(computing)[0].startswith(begins)


def test_what_is_decided_without_measuring_is_called_so() -> None:
    said = [phrase.en for phrase in decided(Computing(USUAL, repacked=True, gpu_layers=33))]
    assert [text for text in said if "not measured" in text] == said[:2]
    assert "33 layers" in said[1]

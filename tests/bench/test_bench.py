"""What `chatbelle bench` measures, with a scripted engine whose speed is known, and with the real one."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from chatbelle import words
from chatbelle.bench.measuring import CHAT, CHINESE, Plan, Rate, chinese_density, measure, prompt_of
from chatbelle.bench.power import energy_joules
from chatbelle.bench.report import as_text, subject_of, to_json
from chatbelle.chat import Message, Role
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.errors import ModelError, Stopped
from chatbelle.words import Language, Phrase

PLAN = Plan(prompt_tokens=64, answer_tokens=16, runs=2)


def test_a_slow_speaker_is_measured_as_slow() -> None:
    speed = measure(lambda: ScriptedEngine(*["one two three four"] * 60, pause_seconds=0.01), lambda: 7, PLAN)
    assert 0 < speed.decode.average < 100
    assert len(speed.prompt.runs) == len(speed.decode.runs) == PLAN.runs
    assert speed.memory_bytes == 7


def test_prompts_are_as_long_as_asked_and_begin_differently() -> None:
    engine = ScriptedEngine("")
    texts = [prompt_of(engine, 200, number) for number in range(3)]
    assert len({text[:2] for text in texts}) == 3
    assert all(150 < engine.count_tokens([Message(Role.USER, text)]) <= 200 for text in texts)


def test_chinese_is_as_dense_as_the_vocabulary_makes_it() -> None:
    engine = ScriptedEngine("")
    tokens = engine.count_tokens([Message(Role.USER, CHINESE)])
    assert chinese_density(engine) == pytest.approx(len(CHINESE) / tokens, rel=0.1)


def test_a_model_that_says_nothing_is_an_error() -> None:
    with pytest.raises(ModelError):
        measure(lambda: ScriptedEngine(*[""] * 200), lambda: 0, PLAN)


def test_a_single_run_has_no_deviation() -> None:
    assert (Rate(1, (5.0,)).deviation, Rate(1, (4.0, 6.0)).average) == (0.0, 5.0)


def test_energy_is_the_sum_of_the_packages(tmp_path: Path) -> None:
    for name, microjoules in (("intel-rapl:0", 2_500_000), ("intel-rapl:1", 500_000), ("intel-rapl:0:0", 9)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "energy_uj").write_text(str(microjoules))
    assert energy_joules(tmp_path, tmp_path / "nowhere") == 3.0
    assert energy_joules(tmp_path / "nowhere", tmp_path / "nowhere") is None


def test_energy_is_what_the_battery_loses_where_the_processor_does_not_tell(tmp_path: Path) -> None:
    (tmp_path / "BAT0").mkdir()
    (tmp_path / "BAT0" / "status").write_text("Discharging\n")
    figures = []
    for microwatt_hours in (50_000_000, 49_000_000):
        (tmp_path / "BAT0" / "energy_now").write_text(f"{microwatt_hours}\n")
        figures.append(energy_joules(tmp_path / "nowhere", tmp_path))
    assert figures[0] is not None
    assert figures[1] is not None
    assert figures[1] - figures[0] == pytest.approx(3600)
    (tmp_path / "BAT0" / "status").write_text("Charging\n")
    assert energy_joules(tmp_path / "nowhere", tmp_path) is None


def test_an_interrupted_engine_ends_the_measurement_and_leaves_nothing_for_the_next() -> None:
    engines: list[ScriptedEngine] = []

    def open_engine() -> ScriptedEngine:
        engines.append(ScriptedEngine(*["one two three four"] * 60, pause_seconds=0.01))
        return engines[-1]

    def interrupt_soon(step: Phrase) -> None:
        threading.Timer(0.005, engines[-1].interrupt).start() if step == words.BENCH_ANSWERS else None

    with pytest.raises(Stopped):
        measure(open_engine, lambda: 7, PLAN, interrupt_soon)


def test_a_reopened_chat_is_measured_with_its_kept_state() -> None:
    engine = ScriptedEngine(*["one two three four"] * 60)
    measure(lambda: engine, lambda: 7, PLAN)
    assert engine._states
    assert not [state for state in engine._states if state.owner == CHAT]


def test_the_table_has_llama_benchs_columns_and_json_its_names(smollm2: Path) -> None:
    speed = measure(lambda: ScriptedEngine(*["one two three four"] * 60, pause_seconds=0.001), lambda: 7, PLAN)
    head, *_ = as_text(subject_of(smollm2), speed, Language.EN).splitlines()
    assert head.replace("|", "").split() == ["model", "size", "params", "threads", "test", "t/s"]
    first, second = json.loads(to_json(subject_of(smollm2), speed))["results"]
    assert (first["n_prompt"], second["n_gen"], first["model_n_params"] > 1e8) == (64, 16, True)


def test_the_command_measures_the_built_in_model() -> None:
    command = [sys.executable, "-m", "chatbelle.cli", "bench", "--json", "-p", "64", "-n", "16", "-r", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=200)
    figures = json.loads(done.stdout)
    assert all(figures[f"first_token_{when}_seconds"] > 0 for when in ("cold", "warm", "reopened"))
    assert figures["results"][1]["avg_ts"] > 1
    assert figures["memory_bytes"] > 100e6

"""What the doctor concludes from facts."""

import json
from dataclasses import replace
from pathlib import Path

from chatbelle.doctor.checkup import Checkup, Places
from chatbelle.doctor.findings import (
    GIB,
    Finding,
    Gravity,
    findings_about_build,
    findings_about_machine,
    findings_about_trial,
)
from chatbelle.doctor.machine import Machine, this_machine
from chatbelle.doctor.report import as_text, to_json
from chatbelle.doctor.trial import Build, Trial, try_prompt
from chatbelle.errors import BrokenBuild
from chatbelle.words import Language, Phrase

GOOD = Machine(
    system="Linux",
    processor="Some CPU",
    processor_features=frozenset({"avx2"}),
    cores=8,
    threads=16,
    busy_threads=1.0,
    memory_bytes=32 * GIB,
    free_bytes=20 * GIB,
    swap_used_bytes=0,
    disk_free_bytes=100 * GIB,
    gpu_likely=False,
    python="3.11.7",
    flet="1.0.5",
    clients=("browser",),
)
BUILD = Build("0.3.36", ("SSE3", "AVX", "AVX2"), gpu=False)
PLACES = Places(Path("/data"), Path("/data/chats"), Path("/data/settings"), Path("/cache"), None)


def said(findings: list[Finding]) -> str:
    return " ".join(finding.what.en for finding in findings)


def about(machine: Machine) -> str:
    return said(list(findings_about_machine(machine)))


def about_build(build: Build, machine: Machine = GOOD, tried: bool = True) -> str:
    return said(list(findings_about_build(build, machine, tried)))


def test_a_good_machine_has_nothing_the_matter() -> None:
    assert about(GOOD) == about_build(BUILD) == ""
    assert list(findings_about_trial(Trial(tokens_per_second=50))) == []


def test_too_little_of_something_is_named_with_its_amount() -> None:
    assert "few cores: 2" in about(replace(GOOD, cores=2))
    assert "little memory: 4.0 GiB" in about(replace(GOOD, memory_bytes=4 * GIB))
    assert "free: 0.5 GiB" in about(replace(GOOD, free_bytes=GIB // 2))
    assert "0.1 GiB free" in about(replace(GOOD, disk_free_bytes=GIB // 10))
    assert "15.0 of 16 threads" in about(replace(GOOD, busy_threads=15.0))


def test_swap_matters_only_while_memory_is_short() -> None:
    assert "swapped to disk: 3.0 GiB" in about(replace(GOOD, swap_used_bytes=3 * GIB, free_bytes=GIB))
    assert about(replace(GOOD, swap_used_bytes=3 * GIB)) == ""


def test_a_machine_that_cannot_show_the_app_is_broken() -> None:
    (finding,) = findings_about_machine(replace(GOOD, clients=()))
    assert finding.gravity is Gravity.BROKEN


def test_a_build_that_wastes_the_processor_is_told_apart_from_an_old_processor() -> None:
    plain = replace(BUILD, features=("SSE3", "AVX"))
    assert "does not use this processor's AVX2" in about_build(plain)
    assert "processor has no AVX2" in about_build(plain, replace(GOOD, processor_features=frozenset({"avx"})))


def test_a_build_for_arm_needs_no_avx2() -> None:
    assert about_build(replace(BUILD, features=("NEON", "ARM_FMA"))) == ""


def test_amx_code_is_suspect_until_a_prompt_went_well() -> None:
    amx = replace(BUILD, features=(*BUILD.features, "AMX_INT8"))
    assert "AMX" in about_build(amx, tried=False)
    assert about_build(amx, tried=True) == ""


def test_a_gpu_that_lies_idle_is_mentioned() -> None:
    assert "GPU" in about_build(BUILD, replace(GOOD, gpu_likely=True))
    assert about_build(replace(BUILD, gpu=True), replace(GOOD, gpu_likely=True)) == ""


def test_a_prompt_that_failed_is_broken_and_the_error_says_the_cure() -> None:
    error = BrokenBuild(Phrase("It crashes.", "会崩溃。"), Phrase("Build it again.", "请重新编译。"))
    (finding,) = findings_about_trial(Trial(error=error))
    assert finding == Finding(Gravity.BROKEN, error.what, error.remedy)


def test_a_prompt_that_could_not_be_tried_is_a_hint() -> None:
    (finding,) = findings_about_trial(None)
    assert finding.gravity is Gravity.HINT


def test_a_file_that_is_no_model_fails_the_trial(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_text("nothing")
    assert "not a GGUF" in str(try_prompt(tmp_path / "model.gguf").error)


def test_the_report_speaks_both_languages() -> None:
    checkup = Checkup(replace(GOOD, cores=2), PLACES, BUILD, Trial(0.7, 0.2, 90.0), tuple(findings_about_trial(None)))
    assert "Memory: 32.0 GiB, 20.0 GiB free\n" in as_text(checkup, Language.EN)
    assert "· Note: No prompt was tried" in as_text(checkup, Language.EN)
    assert "内存：32.0 GiB，空闲 20.0 GiB\n" in as_text(checkup, Language.ZH)


def test_the_report_for_programs_holds_the_same_facts() -> None:
    failed = Trial(error=BrokenBuild(Phrase("It crashes.", "会崩溃。"), Phrase("Build it again.", "请重新编译。")))
    report = json.loads(to_json(Checkup(GOOD, PLACES, BUILD, failed, tuple(findings_about_trial(failed))), Language.EN))
    assert report["ok"] is False
    assert report["trial"] is None
    assert report["machine"]["memory_bytes"] == 32 * GIB
    assert report["findings"] == [{"gravity": "broken", "what": "It crashes.", "remedy": "Build it again."}]


def test_this_machine_can_be_looked_at(tmp_path: Path) -> None:
    machine = this_machine(tmp_path)
    assert machine.cores >= 1
    assert 0 < machine.free_bytes <= machine.memory_bytes

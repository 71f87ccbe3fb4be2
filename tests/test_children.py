"""Ctrl+C in a terminal reaches every process; the engine's must not die of it, however early it comes."""

import os
import signal
from multiprocessing import get_context

import pytest

from chatbelle.children import children_deaf_to_ctrl_c

pytestmark = pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows has no signal masks")


def blocked_signals() -> set[int]:
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, []))


def end_well() -> None:
    os._exit(0 if signal.SIGINT in blocked_signals() else 1)


def test_a_child_survives_ctrl_c_before_its_first_line_of_python() -> None:
    child = get_context("spawn").Process(target=end_well)
    with children_deaf_to_ctrl_c():
        child.start()
    assert child.pid
    os.kill(child.pid, signal.SIGINT)
    child.join(20)
    assert child.exitcode == 0


def test_the_parent_hears_ctrl_c_again() -> None:
    with children_deaf_to_ctrl_c():
        assert signal.SIGINT in blocked_signals()
    assert signal.SIGINT not in blocked_signals()

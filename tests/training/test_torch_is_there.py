"""The tests of the model need the `training` extra; where it is missing, one line says so."""

from __future__ import annotations

from tests.conftest import absent
from tests.training.conftest import MISSING


def test_what_the_tests_of_the_model_need_is_installed() -> None:
    if MISSING:
        absent(f"{', '.join(MISSING)} not installed: the model is not tested (pip install -e '.[training]')")

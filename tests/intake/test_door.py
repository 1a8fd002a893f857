"""The counter opens its doors late: naming it costs the start nothing."""

import subprocess
import sys

import pytest

from meihao_desktop import intake

HEAVY = ("openpyxl", "docx", "mammoth", "PIL", "python_calamine", "lxml")


def test_naming_the_counter_loads_no_library() -> None:
    code = (
        "import sys, meihao_desktop.intake, meihao_desktop.intake.estate_names;"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("door", intake.__all__)
def test_every_door_opens(door: str) -> None:
    assert callable(getattr(intake, door))


def test_there_is_no_other_door() -> None:
    with pytest.raises(AttributeError):
        intake.read_minds  # noqa: B018

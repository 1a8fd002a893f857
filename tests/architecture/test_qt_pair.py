"""The pair of Python and PySide6 keeps None alive: some pairs lose it and abort."""

import subprocess
import sys

CALLS = 20_000
SCRIPT = f"""
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["none", "-platform", "offscreen"])
label = QLabel()
before = sys.getrefcount(None)
for number in range({CALLS}):
    label.setText(str(number))
print(label.text(), before - sys.getrefcount(None) < {CALLS} // 10)
"""


def test_twenty_thousand_calls_that_return_nothing_lose_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(CALLS - 1), "True"]

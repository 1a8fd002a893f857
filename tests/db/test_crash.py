"""A program killed in the middle of writing loses nothing that it had confirmed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from meihao_desktop.db.store import Store
from tests.db.rounds import ROOT, a_store

WRITER = """
import sys, pathlib
from decimal import Decimal
from meihao_desktop.db.store import Store
from tests.db.rounds import writing
from tests.support.builders import a_sheet
store = Store.open(pathlib.Path(sys.argv[1]))
for number in range(1, 100_000):
    with writing(store, f"save {number}"):
        points = str(Decimal(number) / 100)
        store.score_sheets.save(a_sheet(points={"1.1": points, "1.2": points}))
    print(number, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 2, 5, 17, 60])
def test_a_killed_program_loses_no_confirmed_score(folder: Path, lines: int) -> None:
    a_store(folder).close()
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as child:
        assert child.stdout is not None
        for _ in range(lines):
            child.stdout.readline()
        child.kill()
        confirmed = lines + len(child.stdout.readlines())
    assert child.returncode in (-signal.SIGKILL, 1)
    with Store.open(folder) as store:
        (sheet,) = store.score_sheets.latest()
        saved = int(sheet.total * 50)
        assert confirmed <= saved <= confirmed + 1
        assert store.audit_log.events()[-1].event == f"save {saved}"
        assert store.audit_log.verify().faults == ()

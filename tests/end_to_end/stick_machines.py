"""The machines of the scripted meeting as the script sees them: processes that answer."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
PULLED = ".拔出"
Json = Any


class Refused(Exception):
    """The program refused, with one sentence."""


class Machine:
    """One machine: its place with ``home`` and ``评审``, and the process that runs there."""

    def __init__(self, place: Path, driver: str) -> None:
        self.place, self.driver = place, driver
        self.home, self.folder = place / "home", place / "评审"
        place.mkdir(parents=True)
        self._errors = (place / "program.txt").open("w", encoding="utf-8")
        self._process: subprocess.Popen[str] | None = None

    @property
    def process_id(self) -> int:
        return self._process.pid if self._process else 0

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Switch the machine on; its process answers until the end of the meeting."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"tests.end_to_end.{self.driver}", self.home, self.folder],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
            encoding="utf-8", env=self._surroundings(),
        )  # fmt: skip

    def begin(self, act: str, **told: Json) -> None:
        """Ask without waiting for the answer; ``answer`` fetches it."""
        if not self.is_running:
            self.start()
        stream = self._pipe("stdin")
        stream.write(json.dumps({"act": act, **told}, ensure_ascii=False) + "\n")
        stream.flush()

    def answer(self) -> Json:
        line = self._pipe("stdout").readline()
        if not line:
            told = (self.place / "program.txt").read_text(encoding="utf-8")
            raise AssertionError(f"{self.place.name} gave up:\n{told[-4000:]}")
        reply = json.loads(line)
        if "refused" in reply:
            raise Refused(reply["refused"])
        return reply["done"]

    def ask(self, act: str, **told: Json) -> Json:
        """One act and its answer; a refusal is raised."""
        self.begin(act, **told)
        return self.answer()

    def refusal(self, act: str, **told: Json) -> str:
        """The sentence with which an act is refused."""
        try:
            self.ask(act, **told)
        except Refused as refused:
            return str(refused)
        raise AssertionError(f"{act} was to be refused")

    def command(self, *words: object, pin: str = "") -> Mapping[str, Any]:
        """One command of the program in the running process."""
        return self.ask("command", argv=[str(word) for word in words], pin=pin)

    def typed(self, *words: object, pin: str = "") -> subprocess.CompletedProcess[str]:
        """One command of the program as a process of its own, as typed in a terminal."""
        if self.is_running:
            self.ask("leave")
        return subprocess.run(
            [sys.executable, "-m", "meihao_desktop", *map(str, words)],
            cwd=ROOT, check=False, capture_output=True, encoding="utf-8",
            env={**self._surroundings(), "MEIHAO_PIN": pin},
        )  # fmt: skip

    def stop(self) -> None:
        """Close the program in an orderly way."""
        if self._process is not None:
            self._pipe("stdin").close()
            self._process.wait()
            self._pipe("stdout").close()
            self._process = None
        self._errors.close()

    def _pipe(self, name: str) -> IO[str]:
        pipe = getattr(self._process, name)
        if pipe is None:
            raise AssertionError(f"{self.place.name} is switched off")
        return pipe

    def _surroundings(self) -> dict[str, str]:
        return {**os.environ, "MEIHAO_HOME": str(self.home), "PYTHONIOENCODING": "utf-8"}


class Stick:
    """A directory that stands in for a stick; pulled out it is not there."""

    def __init__(self, place: Path) -> None:
        self.place = place
        place.mkdir(parents=True)

    def put_back(self) -> None:
        gone = self.place.with_name(self.place.name + PULLED)
        if gone.exists():
            gone.rename(self.place)

    @property
    def is_out(self) -> bool:
        return not self.place.exists()

    def __str__(self) -> str:
        return str(self.place)

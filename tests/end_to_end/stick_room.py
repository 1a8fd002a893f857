"""The room of the scripted meeting: machines, sticks, PINs, and a note of what was exchanged."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from meihao_desktop.exchange.key_home import KeyHome
from meihao_desktop.exchange.letter import letter_of, opened_letter
from tests.end_to_end import stick_cast
from tests.end_to_end.stick_cast import EXPERTS, SECRETARY
from tests.end_to_end.stick_machines import Machine, Refused, Stick
from tests.printing.reading import page_texts

TITLE = "2025年度“美好家园”小区评审（交接测试）"
BUREAU = "市住房和城乡建设局"
_PIN = re.compile(r"(\d{3}) (\d{3})\s+PIN 密封条\s*编号 \S+\s+\S+\s+(\S+)")
_RECEIVED = re.compile(r"^\[(新增|已存在|拒绝)\] (.+?)：(.+)$", re.MULTILINE)
_CODE = re.compile(r"（(X\d\d)）")

Say = Callable[[str], None]
Json = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One thing that crossed machines, or tried to: what it was, and what became of it."""

    what: str
    way: str
    outcome: str
    told: str = ""

    @property
    def code(self) -> str:
        found = _CODE.search(self.told)
        return found.group(1) if found else ""


@dataclass
class Meeting:
    """The room: the machines, the sticks, who knows which PIN, and what was exchanged."""

    place: Path
    say: Say
    ids: dict[str, str] = field(default_factory=dict[str, str])
    pins: dict[str, str] = field(default_factory=dict[str, str])
    exchanges: list[Exchange] = field(default_factory=list[Exchange])
    facts: dict[str, Any] = field(default_factory=dict[str, Any])

    def __post_init__(self) -> None:
        self.desk = Machine(self.place / "秘书", "desk_driver")
        self.laptops = {name: Machine(self.place / name, "seat_driver") for name in EXPERTS}
        self.rehearsal = Machine(self.place / "演练机", "seat_driver")
        self.stick = Stick(self.place / "U盘")
        self.pocket = Stick(self.place / "专家08的U盘")
        self.older = Stick(self.place / "旧U盘")
        self.strange = Stick(self.place / "来路不明的U盘")
        self.points = stick_cast.all_points()

    @property
    def machines(self) -> tuple[Machine, ...]:
        return (self.desk, *self.laptops.values(), self.rehearsal)

    def close(self) -> None:
        for machine in self.machines:
            machine.stop()

    def inner(self, file: Path) -> bytes:
        """What is in a letter, opened with the key that lies on the secretary's machine only."""
        letter, keys = letter_of(file.read_bytes(), file.name), self.desk.home / "keys"
        (kept,) = keys.rglob(f"box-{letter.box}.json")
        key = KeyHome(keys).box_key(kept.parent.name, letter.box)
        if key is None:
            raise AssertionError("the secretary's machine has lost the key that opens bundles")
        return opened_letter(letter, key, file.name)

    def sit(self, name: str) -> None:
        """Somebody takes the place at the secretary's machine."""
        self.desk.ask("sit", person=self.ids[name], pin=self.pins[name])

    def witness(self, name: str) -> tuple[str, str]:
        return self.ids[name], self.pins[name]

    def note(self, what: str, way: str, outcome: str, told: str = "") -> None:
        self.exchanges.append(Exchange(what=what, way=way, outcome=outcome, told=told))
        self.say(f"　{what}｜{way}｜{outcome}{f'：{told}' if told else ''}")

    def count(self, outcome: str) -> int:
        return sum(each.outcome == outcome for each in self.exchanges)

    def typed(self, *words: object) -> str:
        """A command of the secretary in a process of its own; refusals come back as they are."""
        done = self.desk.typed(*words, "--as", SECRETARY, pin=self.pins[SECRETARY])
        if "程序出错" in done.stderr:
            raise AssertionError(done.stderr)
        return done.stdout + done.stderr

    def receive(self, way: str, what: dict[str, str], *files: Path) -> dict[str, str]:
        """The secretary receives files; gives what became of each."""
        told = self.typed("receive", self.desk.folder, *files)
        outcomes: dict[str, str] = {}
        for outcome, name, sentence in _RECEIVED.findall(told):
            outcomes[name] = outcome
            self.note(what.get(name, name), way, outcome, sentence)
        if len(outcomes) != len(files):
            raise AssertionError(f"not every file got its answer:\n{told}")
        return outcomes

    def at_laptop(self, who: str, act: str, **told: Json) -> Json:
        return self.laptops[who].ask(act, **told)

    def take_seat(self, name: str, stick: Stick) -> dict[str, Any]:
        """The expert's laptop finds the pack on the stick, by the command line."""
        laptop = self.laptops[name]
        return laptop.command(
            "take-seat", laptop.folder, stick, "--as", self.ids[name], pin=self.pins[name]
        )  # type: ignore[return-value]

    def hand_over(self, name: str, stick: Stick) -> Path:
        """交回评分; gives the file that was written."""
        laptop = self.laptops[name]
        done = laptop.command(
            "hand-over", laptop.folder, stick, "--as", self.ids[name], pin=self.pins[name]
        )
        if done["err"]:
            raise Refused(done["err"].strip())
        return Path(re.findall(r"已写好并核对：(.+)", done["out"])[0])

    def work(self, name: str, estates: list[str] | None = None) -> None:
        """The expert fills in and seals estates on the own laptop; all that are open, if none."""
        self.at_laptop(name, "sit", person=self.ids[name], pin=self.pins[name])
        for estate in estates or self.points[name]:
            if (name, estate) != stick_cast.RECUSED:
                self.at_laptop(name, "fill", name=estate, cells=self.points[name][estate])
                self.at_laptop(name, "submit", name=estate, pin=self.pins[name])

    def slips(self, file: Path) -> dict[str, str]:
        """Everybody opens the own slip: names with PINs, as they are printed."""
        text = "\n".join(page_texts(file.read_bytes()))
        return {name: first + last for first, last, name in _PIN.findall(text)}

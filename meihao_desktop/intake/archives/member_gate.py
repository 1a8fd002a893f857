"""Lets what is offered in, one by one, and remembers what it left out and why."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from meihao_desktop.domain.finding import Finding, Where
from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.member_names import objection, same_key, told
from meihao_desktop.intake.archives.offered import Offered
from meihao_desktop.intake.archives.zip_place import Packed
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.refusals import LeftOut, Objection


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of a container: its decoded path, its declared size and how to read it.

    ``location`` is where it already lies as a file of its own, ``packed`` where in a zip.
    """

    path: str
    size: int
    open: Callable[[], BinaryIO]
    location: Path | None = None
    packed: Packed | None = None


class MemberGate:
    """The rules every member must pass, whatever it comes in."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.findings: list[Finding] = []
        self._seen: set[str] = set()

    def weigh(self, offered: Offered, folder: str = "") -> None:
        """Let one file in, below ``folder`` if one is named, or leave it out."""
        path = f"{folder}/{offered.path}" if folder else offered.path
        key = same_key(path)
        against = offered.objection or objection(offered.path) or objection(path)
        if against is None and offered.size > caps.MAX_FILE_SIZE:
            against = Objection(left=LeftOut.FILE_TOO_LARGE)
        if against is None and key in self._seen:
            against = Objection(left=LeftOut.SAME_NAME)
        if against is not None:
            self.leave_out(against, path)
            return
        self._seen.add(key)
        self.members.append(
            Member(
                path=path,
                size=offered.size,
                open=offered.open,
                location=offered.location,
                packed=offered.packed,
            )
        )
        if not offered.is_exact:
            self.findings.append(Door.UNDECODABLE_NAME.found(Where(file=told(path))))

    def leave_out(self, against: Objection, path: str) -> None:
        self.findings.append(against.found(told(path)))

    def withdraw(self, member: Member) -> None:
        """Take a member out again whose content comes in its stead."""
        self.members.remove(member)

    @property
    def folders(self) -> frozenset[str]:
        """The folders at any level that members already lie in."""
        return frozenset(
            same_key(member.path[:place])
            for member in self.members
            for place, sign in enumerate(member.path)
            if sign == "/"
        )

    @property
    def total_size(self) -> int:
        return sum(member.size for member in self.members)

"""A folder or an archive as one safe list of members; the stick is only read.

A member that breaks a rule is left out with a finding and the rest comes in; a container that is
none, or whose structure lies, is refused. One level of archives inside is opened too.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from meihao_desktop import fsops
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.kinds import offer_of
from meihao_desktop.intake.archives.member_gate import Member, MemberGate
from meihao_desktop.intake.archives.nested import unfold
from meihao_desktop.intake.archives.offered import Opening
from meihao_desktop.intake.archives.zip_names import NameCoding
from meihao_desktop.intake.folder_source import offer_of_folder
from meihao_desktop.intake.refusals import LeftOut, Refusal, SubmissionRefused

__all__ = ["Container", "Member", "NameCoding", "open_container"]


@dataclass(kw_only=True)
class Container:
    """An opened folder or archive; close it after use."""

    name: str
    label: str
    members: tuple[Member, ...]
    findings: tuple[Finding, ...] = ()
    _stack: ExitStack = field(default_factory=ExitStack)

    @property
    def total_size(self) -> int:
        return sum(member.size for member in self.members)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Clear away what was unpacked."""
        self._stack.close()


def open_container(
    source: Path,
    *,
    scratch: Path,
    names: NameCoding = NameCoding.AUTO,
    watch: Watch | None = None,
) -> Container:
    """The folder or archive at ``source``, decided by its content and not by its extension.

    ``scratch`` is where archives are unpacked that cannot be read in place; it need not exist and
    is gone when the container is closed or refused.
    """
    name = source.name or str(source)
    with ExitStack() as stack:
        stack.callback(fsops.remove_tree, scratch)
        gate = MemberGate()
        opening = Opening(scratch=scratch, names=names, watch=watch or Watch())
        try:
            label = _fill(gate, source, name, opening)
        except OSError as error:
            raise fsops.SourceUnreadable(
                f"读不到“{name}”。U 盘可能已拔出、损坏或不许读取，请重新插好后再导入。"
            ) from error
        _require_something(gate, name, is_folder=source.is_dir())
        return Container(
            name=name,
            label=label,
            members=tuple(gate.members),
            findings=tuple(gate.findings),
            _stack=stack.pop_all(),
        )


def _fill(gate: MemberGate, source: Path, name: str, opening: Opening) -> str:
    """Let everything in that may come in; gives what the source is called."""
    if source.is_dir():
        offer = offer_of_folder(source)
    elif source.is_file():
        offer = offer_of(source, name, opening)
    else:
        raise SubmissionRefused(Refusal.NOT_THERE, name)
    for offered in offer.files:
        gate.weigh(offered)
    _require_limits(gate, name)
    unfold(gate, opening)
    _require_limits(gate, name)
    return offer.label


def _require_something(gate: MemberGate, name: str, *, is_folder: bool) -> None:
    if gate.members:
        return
    if not gate.findings:
        raise SubmissionRefused(Refusal.EMPTY_FOLDER if is_folder else Refusal.EMPTY_ARCHIVE, name)
    if all(finding.code == LeftOut.ENCRYPTED.code for finding in gate.findings):
        raise SubmissionRefused(Refusal.ALL_ENCRYPTED, name)
    reason = gate.findings[0].sentence
    raise SubmissionRefused(Refusal.NOTHING_USABLE, name, reason=reason)


def _require_limits(gate: MemberGate, name: str) -> None:
    if (count := len(gate.members)) > caps.MAX_MEMBERS:
        limit = f"{caps.MAX_MEMBERS:,}"
        raise SubmissionRefused(Refusal.TOO_MANY, name, count=str(count), limit=limit)
    if gate.total_size > caps.MAX_TOTAL_SIZE:
        raise SubmissionRefused(Refusal.TOO_LARGE, name, limit="2 GB")

"""Which file is the summary, which are application forms, and whose every material is.

Content decides first, then folder names, then file names; what is only a guess is told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.finding import Finding, Where
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.submission import EstateEntry
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.estate_names import EstateNames, Match, name_key
from meihao_desktop.intake.figures import folded
from meihao_desktop.intake.form_reader import looks_like_form, read_form
from meihao_desktop.intake.material_reader import kind_of
from meihao_desktop.intake.staging import StagedFile
from meihao_desktop.intake.summary_workbook import Summary, SummaryRow, read_summary
from meihao_desktop.intake.untrusted import Unreadable, parse_untrusted

_SUMMARY_NAME = re.compile(r"汇总表|推荐表|推荐汇总")
_GENERIC_FOLDER = re.compile(
    r"材料|照片|图片|视频|佐证|支撑|附件|公共|其他|其它|扫描|台账|制度|盖章|申报|汇总|推荐|报送"
)
_FAMILIAR = (".docx", ".xlsx", ".pptx", ".pdf", ".jpg", ".jpeg", ".png")
"""Endings whose content is always known by its first bytes, unless the file is broken."""


@dataclass(kw_only=True)
class Contents:
    """What the files of a submission turned out to be."""

    materials: list[Material] = field(default_factory=list[Material])
    summaries: list[Summary] = field(default_factory=list[Summary])
    forms: list[ApplicationForm] = field(default_factory=list[ApplicationForm])
    findings: list[Finding] = field(default_factory=list[Finding])
    headless: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The estates of a submission with everything that is theirs, and what is nobody's."""

    estates: tuple[EstateEntry, ...]
    shared: tuple[Material, ...]
    summary: Summary | None
    findings: tuple[Finding, ...]


def look_into(file: StagedFile, contents: Contents) -> None:
    """Read one staged file; whatever is wrong with it stays its own finding."""
    where = Where(file=file.path)
    kind = kind_of(file.location, file.path)
    contents.materials.append(
        Material(path=file.path, digest=file.digest, size=file.size, kind=kind)
    )
    if file.size == 0:
        contents.findings.append(Door.EMPTY_FILE.found(where))
        return
    try:
        if kind is MaterialKind.OTHER and file.path.casefold().endswith(_FAMILIAR):
            contents.findings.append(Door.UNREADABLE.found(where))
        elif kind is MaterialKind.WORKBOOK:
            _look_into_workbook(file, contents)
        elif kind is MaterialKind.WORD:
            form = parse_untrusted(partial(read_form, file=file.path), file.location)
            if form is not None:
                contents.forms.append(form)
    except Unreadable:
        contents.findings.append(Door.UNREADABLE.found(where))


def recognise(contents: Contents) -> Recognised:
    """Put the read files together into estates."""
    findings = list(contents.findings)
    summary = _chosen_summary(contents, findings)
    sorter = _Sorter(contents, summary)
    sorter.name_estates()
    sorter.share_out()
    findings.extend(sorter.findings)
    return Recognised(
        estates=tuple(sorter.entries()),
        shared=tuple(sorter.shared),
        summary=summary,
        findings=tuple(findings),
    )


def _look_into_workbook(file: StagedFile, contents: Contents) -> None:
    summary = parse_untrusted(partial(read_summary, file=file.path), file.location)
    if summary is not None:
        contents.summaries.append(summary)
    elif _is_named_summary(file.path):
        contents.headless.append(file.path)


def _chosen_summary(contents: Contents, findings: list[Finding]) -> Summary | None:
    """The one that is named so or says most; the others are told."""
    ordered = sorted(contents.summaries, key=_summary_weight, reverse=True)
    chosen = ordered[0] if ordered and _summary_weight(ordered[0])[1] else None
    if chosen is None:
        told = [Door.SUMMARY_HEADER.found(Where(file=path)) for path in contents.headless]
        told += [
            Door.SUMMARY_UNREAD.found(Where(file=material.path))
            for material in contents.materials
            if material.path not in contents.headless and _is_named_summary(material.path)
        ]
        findings.extend(told or [Door.SUMMARY_MISSING.found(Where())])
        return None
    findings.extend(
        Door.SUMMARY_TWICE.found(Where(file=other.file), other=chosen.file)
        for other in ordered[1:]
        if _is_named_summary(other.file)
    )
    findings.extend(
        Door.ROW_UNNAMED.found(Where(file=chosen.file), row=str(row)) for row in chosen.unnamed_rows
    )
    return chosen


def _summary_weight(summary: Summary) -> tuple[bool, int, int]:
    facts = sum(len(row.facts) for row in summary.rows)
    return _is_named_summary(summary.file), len(summary.rows), facts


def _is_named_summary(path: str) -> bool:
    return bool(_SUMMARY_NAME.search(folded(path.rsplit("/", 1)[-1])))


class _Sorter:
    """Gives every file to its estate."""

    def __init__(self, contents: Contents, summary: Summary | None) -> None:
        self._contents = contents
        self._summary = summary
        self._rows: dict[str, SummaryRow] = {}
        self._forms: dict[str, ApplicationForm] = {}
        self._materials: dict[str, list[Material]] = {}
        self._names = EstateNames(())
        self.shared: list[Material] = []
        self.findings: list[Finding] = []
        self._guessed: dict[str, str] = {}

    def name_estates(self) -> None:
        """Estates are those of the summary, then those that only a form or a folder names."""
        for row in self._summary.rows if self._summary else ():
            self._rows.setdefault(row.name, row)
        self._rename(self._rows)
        for form in self._contents.forms:
            match = self._names.match(form.estate_name)
            name = match.name if match else form.estate_name
            if match is None:
                self._rename([*self._materials, name])
            elif match.is_guessed:
                self._guess(form.estate_name, match)
            self._take_form(name, form)
        if not self._materials:
            self._rename(self._first_folders())

    def share_out(self) -> None:
        """Every material goes to the estate that its folder or its name tells of."""
        owners = {form.file: name for name, form in self._forms.items()}
        folder_owners = {_folder(file): name for file, name in owners.items() if _folder(file)}
        unknown: set[str] = set()
        for material in self._contents.materials:
            owner = owners.get(material.path) or self._owner(material.path, folder_owners)
            if owner is None:
                self.shared.append(material)
                unknown.update(self._unknown_folder(material.path))
            else:
                self._materials[owner].append(material)
        for folder in sorted(unknown):
            self.findings.append(Door.FOLDER_UNKNOWN.found(Where(file=folder)))
        self._tell_of_gaps()

    def entries(self) -> Iterable[EstateEntry]:
        for name, materials in self._materials.items():
            row = self._rows.get(name)
            yield EstateEntry(
                name=name,
                summary_facts=row.facts if row else {},
                application_form=self._forms.get(name),
                materials=tuple(materials),
            )

    def _rename(self, names: Iterable[str]) -> None:
        for name in names:
            self._materials.setdefault(name, [])
        self._names = EstateNames(self._materials)

    def _take_form(self, name: str, form: ApplicationForm) -> None:
        if name in self._forms:
            where = Where(estate=name, file=form.file)
            self.findings.append(Door.FORM_TWICE.found(where, other=self._forms[name].file))
        else:
            self._forms[name] = form

    def _first_folders(self) -> list[str]:
        """Without summary and forms the folders are all there is to go by."""
        paths = [material.path.split("/")[:-1] for material in self._contents.materials]
        folders = [parts for parts in paths if parts]
        depth = 1 if len({parts[0] for parts in folders}) == 1 and len(folders) > 1 else 0
        firsts = dict.fromkeys(parts[depth] for parts in folders if len(parts) > depth)
        return [name for name in firsts if not _GENERIC_FOLDER.search(name)]

    def _owner(self, path: str, folder_owners: Mapping[str, str]) -> str | None:
        *folders, file_name = path.split("/")
        for folder in reversed(folders):
            match = self._names.match(folder)
            if match is not None:
                self._guess(folder, match)
                return match.name
        for depth in range(len(folders), 0, -1):
            owner = folder_owners.get("/".join(folders[:depth]))
            if owner is not None:
                return owner
        return None if self._is_summary(path) else self._names.within(file_name)

    def _is_summary(self, path: str) -> bool:
        return self._summary is not None and path == self._summary.file

    def _unknown_folder(self, path: str) -> Sequence[str]:
        """The folder, if it looks like that of an estate nobody knows."""
        folders = path.split("/")[:-1]
        if not folders or _GENERIC_FOLDER.search(folders[-1]) or self._is_summary(path):
            return ()
        return ("/".join(folders),) if len(folders) > self._root_depth() else ()

    def _root_depth(self) -> int:
        firsts = {material.path.split("/")[0] for material in self._contents.materials}
        return 1 if len(firsts) == 1 else 0

    def _guess(self, spelling: str, match: Match) -> None:
        key = f"{name_key(spelling)}={match.name}"
        if not match.is_guessed or key in self._guessed:
            return
        self._guessed[key] = spelling
        where = Where(estate=match.name)
        self.findings.append(Door.NAME_GUESSED.found(where, other=spelling))

    def _tell_of_gaps(self) -> None:
        read = {form.file for form in self._contents.forms}
        promised = {
            material.path: owner
            for owner, materials in self._materials.items()
            for material in materials
            if looks_like_form(material.path) and material.path not in read
        }
        for material in self.shared:
            if looks_like_form(material.path):
                self.findings.append(Door.FORM_OWNERLESS.found(Where(file=material.path)))
        for name, materials in self._materials.items():
            where = Where(estate=name)
            unread = [path for path, owner in promised.items() if owner == name]
            if name not in self._forms and unread:
                place = Where(estate=name, file=unread[0])
                self.findings.append(Door.FORM_UNREAD.found(place))
            elif name not in self._forms:
                self.findings.append(Door.FORM_MISSING.found(where))
            if name in self._rows and not materials:
                self.findings.append(Door.NO_FOLDER.found(where))
            if self._summary is not None and name not in self._rows:
                self.findings.append(Door.NOT_IN_SUMMARY.found(where))


def _folder(file: str) -> str:
    return file.rpartition("/")[0]

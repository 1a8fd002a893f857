"""Gives every file to its estate: by the folder it lies in, the form beside it, or its name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.estate_name import folded, name_key
from meihao_desktop.domain.finding import Finding, Where
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.submission import EstateEntry, NameMatch, NamePlace
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.estate_names import EstateNames, Match
from meihao_desktop.intake.form_reader import looks_like_form
from meihao_desktop.intake.summary_workbook import Summary, SummaryRow

_GENERIC_FOLDER = re.compile(
    r"材料|照片|图片|视频|佐证|支撑|附件|公共|其他|其它|扫描|台账|制度|盖章|申报|汇总|推荐|报送"
)
_UNSEEN = "没有认出表中的栏目"


class FileSorter:
    """The estates of one submission, and whose every form and material is."""

    def __init__(
        self,
        materials: Sequence[Material],
        forms: Sequence[ApplicationForm],
        unread: Mapping[str, str],
        summary: Summary | None,
        rows: Mapping[str, SummaryRow],
    ) -> None:
        self._all = materials
        self._read = forms
        self._unread = unread
        self._summary = summary
        self._rows = rows
        self._forms: dict[str, ApplicationForm] = {}
        self._owned: dict[str, list[Material]] = {}
        self._names = EstateNames(())
        self.shared: list[Material] = []
        self.findings: list[Finding] = []
        self.matches: dict[NameMatch, None] = {}

    def sort(self) -> None:
        """Name the estates, then give each its files."""
        self._name_estates()
        self._share_out()
        self._tell_of_gaps()

    def entries(self) -> Iterator[EstateEntry]:
        for name, materials in self._owned.items():
            row = self._rows.get(name)
            yield EstateEntry(
                name=name,
                summary_facts=row.facts if row else {},
                application_form=self._forms.get(name),
                materials=tuple(materials),
            )

    def _name_estates(self) -> None:
        """Estates are those of the summary, then those that only a form or a folder names."""
        self._rename(self._rows)
        for form in self._read:
            match = self._names.match(form.estate_name)
            name = match.name if match else form.estate_name
            if match is None:
                self._rename([*self._owned, name])
            else:
                self._note(form.estate_name, NamePlace.FORM, match)
            self._take_form(name, form)
        if not self._owned:
            self._rename(self._first_folders())

    def _share_out(self) -> None:
        """A file with the forms of several estates belongs to each of them."""
        owners: dict[str, list[str]] = {}
        for name, form in self._forms.items():
            owners.setdefault(form.file, []).append(name)
        folders = {
            _folder(file): names[0]
            for file, names in owners.items()
            if _folder(file) and len(names) == 1
        }
        crowded = {
            folder for folder in folders if sum(_folder(file) == folder for file in owners) > 1
        }
        unknown: set[str] = set()
        for material in self._all:
            found = owners.get(material.path) or self._owner(material.path, folders, crowded)
            for name in found:
                self._owned[name].append(material)
            if not found:
                self.shared.append(material)
                unknown.update(self._unknown_folder(material.path))
        for folder in sorted(unknown):
            self.findings.append(Door.FOLDER_UNKNOWN.found(Where(file=folder)))

    def _rename(self, names: Iterable[str]) -> None:
        for name in names:
            self._owned.setdefault(name, [])
        self._names = EstateNames(self._owned)

    def _take_form(self, name: str, form: ApplicationForm) -> None:
        if name in self._forms:
            where = Where(estate=name, file=form.file)
            self.findings.append(Door.FORM_TWICE.found(where, other=self._forms[name].file))
        else:
            self._forms[name] = form

    def _first_folders(self) -> list[str]:
        """Without summary and forms the folders are all there is to go by."""
        paths = [material.path.split("/")[:-1] for material in self._all]
        folders = [parts for parts in paths if parts]
        depth = 1 if len({parts[0] for parts in folders}) == 1 and len(folders) > 1 else 0
        firsts = dict.fromkeys(parts[depth] for parts in folders if len(parts) > depth)
        return [name for name in firsts if not _GENERIC_FOLDER.search(name)]

    def _owner(
        self, path: str, folder_owners: Mapping[str, str], crowded: set[str]
    ) -> Sequence[str]:
        *folders, file_name = path.split("/")
        for folder in reversed(folders):
            if match := self._names.match(folder):
                self._note(folder, NamePlace.FOLDER, match)
                return (match.name,)
        named = None if self._is_summary(path) else self._names.within(file_name)
        for depth in range(len(folders), 0, -1):
            folder = "/".join(folders[:depth])
            if folder in folder_owners and folder not in crowded:
                return (folder_owners[folder],)
        if named is None:
            return ()
        if named.is_guessed:
            self._note(file_name, NamePlace.FILE, named)
        return (named.name,)

    def _is_summary(self, path: str) -> bool:
        return self._summary is not None and path == self._summary.file

    def _unknown_folder(self, path: str) -> Sequence[str]:
        """The folder, if it looks like that of an estate nobody knows."""
        folders = path.split("/")[:-1]
        if not folders or _GENERIC_FOLDER.search(folders[-1]) or self._is_summary(path):
            return ()
        return ("/".join(folders),) if len(folders) > self._root_depth() else ()

    def _root_depth(self) -> int:
        firsts = {material.path.split("/")[0] for material in self._all}
        return 1 if len(firsts) == 1 else 0

    def _note(self, written: str, where: NamePlace, match: Match) -> None:
        """Keep a spelling that differs; one that is only a guess is told, once for all places."""
        if folded(written) == folded(match.name):
            return
        one = NameMatch(
            written=written, where=where, estate=match.name, is_guessed=match.is_guessed
        )
        told = {
            (name_key(known.written), known.estate) for known in self.matches if known.is_guessed
        }
        if match.is_guessed and (name_key(written), match.name) not in told:
            place = Where(estate=match.name)
            self.findings.append(Door.NAME_GUESSED.found(place, other=written))
        self.matches.setdefault(one)

    def _tell_of_gaps(self) -> None:
        read = {form.file for form in self._read}
        for material in self.shared:
            if looks_like_form(material.path) and material.path not in read:
                self.findings.append(Door.FORM_OWNERLESS.found(Where(file=material.path)))
        for name, materials in self._owned.items():
            where = Where(estate=name)
            unread = [m.path for m in materials if looks_like_form(m.path) and m.path not in read]
            if name not in self._forms and unread:
                place = Where(estate=name, file=unread[0])
                why = self._unread.get(unread[0], _UNSEEN)
                self.findings.append(Door.FORM_UNREAD.found(place, why=why))
            elif name not in self._forms:
                self.findings.append(Door.FORM_MISSING.found(where))
            if name in self._rows and not materials:
                self.findings.append(Door.NO_FOLDER.found(where))
            elif materials and all(m.path in read or m.path in unread for m in materials):
                self.findings.append(Door.MATERIALS_MISSING.found(where))
            if self._summary is not None and name not in self._rows:
                self.findings.append(Door.NOT_IN_SUMMARY.found(where))


def _folder(file: str) -> str:
    return file.rpartition("/")[0]

"""The lines of the list of materials: the facts, then the files group by group; no Qt."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, repeat
from operator import attrgetter
from typing import NamedTuple

from meihao_desktop.domain.material import Material, MaterialKind

FACTS_NAME = "申报信息"
SHARED = "全县共用材料"
FORM, LOOSE = "申报表", "其他"
FEW = 12  # so few files in one folder are seen at a glance and need no headings


class Entry(NamedTuple):
    """One line of the list; ``material`` is ``None`` for the facts."""

    material: Material | None
    name: str
    group: str = ""

    def holds(self, wanted: str) -> bool:
        """Whether the name, the folder or the kind holds the folded text."""
        if self.material is None:
            return wanted in self.name.casefold()
        texts = (self.material.path, self.material.kind.value, self.group)
        return any(wanted in text.casefold() for text in texts)


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a group; a folded one hides its files."""

    group: str
    count: int
    is_folded: bool = False


Row = Entry | Heading


def entries_of(
    materials: Sequence[Material], shared: Sequence[Material] = (), *, form: str = ""
) -> tuple[Entry, ...]:
    """The facts, then every file in the order of the groups; of one name the folder tells apart.

    ``form`` is the path of the application form, which has a group of its own where it lies
    beside folders.
    """
    paths = _parts(materials)
    groups = _groups(materials, paths, form)
    named = map(Entry._make, zip(materials, _names(paths), groups, strict=True))
    by_group: dict[str, list[Entry]] = {group: [] for group in groups}
    for entry in named:
        by_group[entry.group].append(entry)
    common = zip(shared, _names(_parts(shared)), repeat(SHARED))
    return (
        Entry(None, FACTS_NAME), *chain.from_iterable(by_group.values()), *map(Entry._make, common)
    )  # fmt: skip


def photos_of(entries: Iterable[Entry]) -> tuple[Material, ...]:
    """The photos in the order of the list."""
    materials = (entry.material for entry in entries)
    return tuple(m for m in materials if m is not None and m.kind is MaterialKind.IMAGE)


def at_of(entries: Iterable[Entry], material: Material | None) -> int | None:
    """Where a material stands in the list; the facts have none."""
    return next((at for at, entry in enumerate(entries) if entry.material == material), None)


def rows_of(entries: Iterable[Entry], folded: frozenset[str]) -> tuple[Row, ...]:
    """Headings above their groups; what is folded is left out."""
    rows: list[Row] = []
    for group, found in groupby(entries, key=attrgetter("group")):
        files = tuple(found)
        if group:
            rows.append(Heading(group, len(files), group in folded))
        if group not in folded:
            rows.extend(files)
    return tuple(rows)


def _parts(materials: Iterable[Material]) -> list[list[str]]:
    return [material.path.split("/") for material in materials]


def _names(paths: list[list[str]]) -> list[str]:
    """File names; where there are several of one, their folders stand before them."""
    names = [parts[-1] for parts in paths]
    if len(set(names)) == len(names):
        return names
    counts = Counter(names)
    return [
        name if counts[name] == 1 else "/".join(parts[-2:])
        for parts, name in zip(paths, names, strict=True)
    ]


def _groups(materials: Sequence[Material], paths: list[list[str]], form: str) -> list[str]:
    """By folder where there are several, by kind where many files lie in one."""
    folders = [parts[:-1] for parts in paths]
    shared = _shared_depth(folders)
    names = ["/".join(parts[shared : shared + 1]) for parts in folders]
    if len(set(names)) > 1:
        loose = (FORM if material.path == form else LOOSE for material in materials)
        return [name or other for name, other in zip(names, loose, strict=True)]
    if len(materials) <= FEW:
        return [""] * len(materials)
    return [material.kind.value for material in materials]


def _shared_depth(folders: list[list[str]]) -> int:
    """How many folders down all files lie together."""
    depth = 0
    for names in zip(*folders, strict=False):
        if len(set(names)) > 1:
            break
        depth += 1
    return depth

"""The lines of the list of materials: the facts, then the files group by group; no Qt."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meihao_desktop.domain.material import Material, MaterialKind

FACTS_NAME = "申报信息"
SHARED = "全县共用材料"
FEW = 12  # so few files in one folder are seen at a glance and need no headings


@dataclass(frozen=True, slots=True)
class Entry:
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


def entries_of(materials: Sequence[Material], shared: Sequence[Material] = ()) -> tuple[Entry, ...]:
    """The facts, then every file in the order of the groups; of one name the folder tells apart."""
    named = list(zip(materials, _names(materials), _groups(materials), strict=True))
    first = {group: at for at, (_, _, group) in reversed(list(enumerate(named)))}
    named.sort(key=lambda each: first[each[-1]])
    common = (Entry(m, name, SHARED) for m, name in zip(shared, _names(shared), strict=True))
    return (Entry(None, FACTS_NAME), *(Entry(*each) for each in named), *common)


def photos_of(entries: Iterable[Entry]) -> tuple[Material, ...]:
    """The photos in the order of the list."""
    materials = (entry.material for entry in entries)
    return tuple(m for m in materials if m is not None and m.kind is MaterialKind.IMAGE)


def at_of(entries: Iterable[Entry], material: Material | None) -> int | None:
    """Where a material stands in the list; the facts have none."""
    return next((at for at, entry in enumerate(entries) if entry.material == material), None)


def rows_of(entries: Iterable[Entry], folded: frozenset[str]) -> tuple[Row, ...]:
    """Headings above their groups; what is folded is left out."""
    entries = tuple(entries)
    counts = Counter(entry.group for entry in entries)
    rows: list[Row] = []
    group = ""
    for entry in entries:
        if entry.group != group:
            group = entry.group
            rows.append(Heading(group, counts[group], group in folded))
        if entry.group not in folded:
            rows.append(entry)
    return tuple(rows)


def _names(materials: Sequence[Material]) -> list[str]:
    """File names; where there are several of one, their folders stand before them."""
    names = [material.file_name for material in materials]
    counts = Counter(names)
    return [
        name if counts[name] == 1 else "/".join(m.path.split("/")[-2:])
        for m, name in zip(materials, names, strict=True)
    ]


def _groups(materials: Sequence[Material]) -> list[str]:
    """By folder where there are several, by kind where many files lie in one."""
    folders = [material.path.split("/")[:-1] for material in materials]
    shared = _shared_depth(folders)
    names = ["/".join(parts[shared : shared + 1]) for parts in folders]
    if len(set(names)) > 1:
        return [name or "其他" for name in names]
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

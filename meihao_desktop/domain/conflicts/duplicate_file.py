"""The same file handed in for estates of different counties."""

from collections.abc import Iterator, Mapping, Sequence

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.seal import seal


def check(dossier: Dossier) -> Iterator[Finding]:
    """Within one county the counter has asked already; across counties only the round sees it."""
    for estates, files in _shared(dossier).items():
        names = "、".join(
            f"{dossier.county_of(estate)}“{estate.name}”" for estate in map(dossier.estate, estates)
        )
        count = f"等 {len(files)} 个文件" if len(files) > 1 else ""
        yield Finding(
            severity=Severity.WARNING,
            code="duplicate_file",
            where=Where(estate="+".join(estates)),
            sentence=(
                f"{names}交了内容完全相同的“{files[0].file_name}”{count}，"
                "请核实是共同的文件（如上级通知），还是材料混放或借用。"
            ),
            basis=seal(file.digest for file in files).check_code,
        )


def _shared(dossier: Dossier) -> Mapping[tuple[EstateId, ...], Sequence[Material]]:
    """For each set of estates of more than one county the files that all of them have."""
    owners: dict[str, dict[EstateId, tuple[Estate, Material]]] = {}
    for estate in dossier.estates:
        for material in estate.materials:
            if material.size:
                owners.setdefault(material.digest, {}).setdefault(estate.id, (estate, material))
    found: dict[tuple[EstateId, ...], list[Material]] = {}
    for by_estate in owners.values():
        if len({estate.county for estate, _ in by_estate.values()}) > 1:
            first = next(iter(by_estate.values()))[1]
            found.setdefault(tuple(by_estate), []).append(first)
    return found

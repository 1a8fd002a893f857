"""A file or a photo that an estate of an earlier round handed in already."""

from collections.abc import Iterator, Mapping, Sequence

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.earlier_round import EarlierFile, EarlierRound
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.look_alike import alike_between
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.seal import seal

Reuse = tuple[Material, EarlierFile]


def check(dossier: Dossier) -> Iterator[Finding]:
    """One question for each estate and each estate of an earlier round."""
    limit = dossier.review_round.rules.look_distance
    for earlier in dossier.earlier_rounds:
        for estate in dossier.estates:
            for past, files in _same(estate, earlier).items():
                yield _file(estate, earlier, past, files)
            for past, photos in _alike(estate, earlier, limit).items():
                yield _photo(estate, earlier, past, photos)


def _file(estate: Estate, earlier: EarlierRound, past: str, files: Sequence[Reuse]) -> Finding:
    count = f"等 {len(files)} 个文件" if len(files) > 1 else ""
    return Finding(
        severity=Severity.WARNING,
        code="earlier_file",
        where=Where(estate=estate.id),
        sentence=(
            f"“{estate.name}”的“{files[0][0].file_name}”{count}与 {earlier.year} 年“{past}”"
            "报送的内容完全相同，请核实是否为本年度的材料。"
        ),
        basis=_basis(earlier, past, files),
    )


def _photo(estate: Estate, earlier: EarlierRound, past: str, photos: Sequence[Reuse]) -> Finding:
    count = f"等 {len(photos)} 张" if len(photos) > 1 else ""
    return Finding(
        severity=Severity.WARNING,
        code="earlier_photo",
        where=Where(estate=estate.id),
        sentence=(
            f"“{estate.name}”的照片“{photos[0][0].file_name}”{count}与 {earlier.year} 年“{past}”"
            f"报送的“{photos[0][1].file_name}”看上去相同，请核实是否为本年度拍摄。"
        ),
        basis=_basis(earlier, past, photos),
    )


def _same(estate: Estate, earlier: EarlierRound) -> Mapping[str, Sequence[Reuse]]:
    found: dict[str, list[Reuse]] = {}
    for material in estate.materials:
        owned = earlier.by_digest.get(material.digest) if material.size else None
        if owned is not None:
            found.setdefault(owned[0].name, []).append((material, owned[1]))
    return found


def _alike(estate: Estate, earlier: EarlierRound, limit: int) -> Mapping[str, Sequence[Reuse]]:
    """Each photo with the first it is like; the very same file is asked about as a file.

    Asked estate by estate, so that what was answered before a new submission need not be worked
    out again.
    """
    looks = frozenset(material.look for material in estate.materials if material.look)
    close: dict[str, str] = {}
    for look, other in sorted(alike_between(looks, earlier.looks, limit)):
        close.setdefault(look, other)
    found: dict[str, list[Reuse]] = {}
    for material in estate.materials:
        if material.look in close and material.digest not in earlier.by_digest:
            past, file = earlier.by_look[close[material.look]]
            found.setdefault(past.name, []).append((material, file))
    return found


def _basis(earlier: EarlierRound, past: str, reused: Sequence[Reuse]) -> str:
    lines = (f"{material.digest} {file.digest}" for material, file in reused)
    return seal((earlier.id, past, *lines)).check_code

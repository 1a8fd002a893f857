"""A file or a photo that an estate of an earlier round handed in already."""

from collections.abc import Iterator, Mapping, Sequence

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.earlier_round import EarlierEstate, EarlierFile, EarlierRound
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.look_alike import alike_between
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.seal import seal

Place = tuple[EstateId, str]
"""An estate of this round and the name of one of the earlier round."""
Reuse = tuple[Material, EarlierFile]


def check(dossier: Dossier) -> Iterator[Finding]:
    """One question for each estate and each estate of an earlier round."""
    for earlier in dossier.earlier_rounds:
        owners = [(past, file) for past in earlier.estates for file in past.files]
        for (estate, past), files in _same(dossier, owners).items():
            yield _file(dossier.estate(estate), earlier, past, files)
        for (estate, past), photos in _alike(dossier, owners).items():
            yield _photo(dossier.estate(estate), earlier, past, photos)


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


def _same(
    dossier: Dossier, owners: Sequence[tuple[EarlierEstate, EarlierFile]]
) -> Mapping[Place, Sequence[Reuse]]:
    by_digest: dict[str, tuple[EarlierEstate, EarlierFile]] = {}
    for past, file in owners:
        by_digest.setdefault(file.digest, (past, file))
    found: dict[Place, list[Reuse]] = {}
    for estate in dossier.estates:
        for material in estate.materials:
            if material.size and material.digest in by_digest:
                past, file = by_digest[material.digest]
                found.setdefault((estate.id, past.name), []).append((material, file))
    return found


def _alike(
    dossier: Dossier, owners: Sequence[tuple[EarlierEstate, EarlierFile]]
) -> Mapping[Place, Sequence[Reuse]]:
    """Each photo with the first it is like; the very same file is asked about as a file."""
    by_look: dict[str, tuple[EarlierEstate, EarlierFile]] = {}
    for past, file in owners:
        if file.look:
            by_look.setdefault(file.look, (past, file))
    digests = {file.digest for _, file in owners}
    looks = frozenset(m.look for e in dossier.estates for m in e.materials if m.look)
    limit = dossier.review_round.rules.look_distance
    close: dict[str, str] = {}
    for look, other in sorted(alike_between(looks, frozenset(by_look), limit)):
        close.setdefault(look, other)
    found: dict[Place, list[Reuse]] = {}
    for estate in dossier.estates:
        for material in estate.materials:
            if material.look in close and material.digest not in digests:
                past, file = by_look[close[material.look]]
                found.setdefault((estate.id, past.name), []).append((material, file))
    return found


def _basis(earlier: EarlierRound, past: str, reused: Sequence[Reuse]) -> str:
    lines = (f"{material.digest} {file.digest}" for material, file in reused)
    return seal((earlier.id, past, *lines)).check_code

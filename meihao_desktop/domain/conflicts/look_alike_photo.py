"""Photos that look the same though they are different files, within one estate or in two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.look_alike import alike
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.seal import seal

TOLD = 3
"""So many file names stand in a sentence; the rest are counted."""


@dataclass(frozen=True, slots=True)
class _Sight:
    """One photo of one estate."""

    estate: EstateId
    material: Material


Sights = tuple[_Sight, _Sight]


def check(dossier: Dossier) -> Iterator[Finding]:
    """One question for each two estates, and one for each estate with itself."""
    for estates, pairs in _look_alikes(dossier).items():
        one, other = (dossier.estate(estate) for estate in estates)
        if one is other:
            yield _within(one, pairs)
        else:
            yield _across(one, other, pairs)


def _across(one: Estate, other: Estate, pairs: Sequence[Sights]) -> Finding:
    first, second = (sight.material.file_name for sight in pairs[0])
    count = f"等 {len(pairs)} 对照片" if len(pairs) > 1 else ""
    return Finding(
        severity=Severity.WARNING,
        code="look_alike",
        where=Where(estate=f"{one.id}+{other.id}"),
        sentence=(
            f"“{one.name}”的照片“{first}”与“{other.name}”的“{second}”{count}看上去相同，"
            "请并排查看，核实拍的是哪个小区。"
        ),
        basis=_basis(pairs),
    )


def _within(estate: Estate, pairs: Sequence[Sights]) -> Finding:
    names = list(dict.fromkeys(sight.material.file_name for pair in pairs for sight in pair))
    told = "、".join(f"“{name}”" for name in names[:TOLD])
    rest = f"等 {len(names)} 张" if len(names) > TOLD else ""
    return Finding(
        severity=Severity.NOTE,
        code="look_alike_within",
        where=Where(estate=estate.id),
        sentence=f"“{estate.name}”的照片{told}{rest}看上去相同，重复的只看一张即可。",
        basis=_basis(pairs),
    )


def _look_alikes(dossier: Dossier) -> Mapping[tuple[EstateId, EstateId], Sequence[Sights]]:
    """Pairs of photos by their estates, in the order of receipt."""
    by_look: dict[str, list[_Sight]] = {}
    for estate in dossier.estates:
        for material in estate.materials:
            if material.look:
                by_look.setdefault(material.look, []).append(_Sight(estate.id, material))
    close = alike(frozenset(by_look), dossier.review_round.rules.look_distance)
    place = {estate.id: number for number, estate in enumerate(dossier.estates)}
    found: dict[tuple[EstateId, EstateId], list[Sights]] = {}
    for pair in _sights(by_look, close):
        one, other = sorted(pair, key=lambda sight: (place[sight.estate], sight.material.path))
        found.setdefault((one.estate, other.estate), []).append((one, other))
    order = sorted(found, key=lambda estates: (place[estates[0]], place[estates[1]]))
    return {estates: sorted(found[estates], key=_paths) for estates in order}


def _sights(
    by_look: Mapping[str, Sequence[_Sight]], close: frozenset[tuple[str, str]]
) -> Iterator[Sights]:
    """The same file in two estates is another question, asked elsewhere."""
    for sights in by_look.values():
        for at, one in enumerate(sights):
            for other in sights[at + 1 :]:
                if one.material.digest != other.material.digest or one.estate == other.estate:
                    yield one, other
    for look, other_look in close:
        yield from ((one, other) for one in by_look[look] for other in by_look[other_look])


def _paths(pair: Sights) -> tuple[str, str]:
    return pair[0].material.path, pair[1].material.path


def _basis(pairs: Sequence[Sights]) -> str:
    return seal(f"{one.material.digest} {other.material.digest}" for one, other in pairs).check_code

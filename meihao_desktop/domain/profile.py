"""Profile (剖面): the sections of one estate beside the mean of all ranked estates."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.rubric import Section
from meihao_desktop.domain.standing import Standing, section_points


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMean:
    """One section and the mean of all ranked estates in it."""

    number: str
    name: str
    max_points: Decimal
    mean: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLine:
    """One section of one estate beside the mean of all; shares are of the section's maximum."""

    section: SectionMean
    points: Fraction

    @property
    def mean(self) -> Fraction:
        return self.section.mean

    @property
    def share(self) -> float:
        return _share(self.points, self.section.max_points)

    @property
    def mean_share(self) -> float:
        return _share(self.section.mean, self.section.max_points)


def panel_means(dossier: Dossier, standing: Standing) -> tuple[SectionMean, ...]:
    """Every section that has criteria; empty where nothing is ranked."""
    entries = tuple(standing.tally.entries.values())
    if not entries:
        return ()
    return tuple(
        SectionMean(
            number=section.number,
            name=section.name,
            max_points=section.max_points,
            mean=sum((section_points(dossier, e, section.number) for e in entries), Fraction())
            / len(entries),
        )
        for section in _sections(dossier)
    )


def profile_of(
    dossier: Dossier, standing: Standing, estate: EstateId, means: tuple[SectionMean, ...] = ()
) -> tuple[ProfileLine, ...]:
    """The lines of one estate; empty where it is not ranked. Known means need no new reckoning."""
    entry = standing.entry(estate)
    if entry is None:
        return ()
    return tuple(
        ProfileLine(section=mean, points=section_points(dossier, entry, mean.number))
        for mean in means or panel_means(dossier, standing)
    )


def _sections(dossier: Dossier) -> tuple[Section, ...]:
    return tuple(section for section in dossier.rubric.sections if section.criteria)


def _share(points: Fraction, most: Decimal) -> float:
    return float(points / Fraction(most)) if most else 0.0

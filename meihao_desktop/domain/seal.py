r"""Digest and check code of a sheet or a ranking, recomputable with ``sha256sum`` alone.

What is sealed is written as lines of text; line breaks inside a value are written ``\n``. The
digest is the SHA-256 of these lines in UTF-8, each ended by one line feed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.ranking import Ranking
from meihao_desktop.domain.recorded_term import RecordedTerm
from meihao_desktop.domain.rubric import Criterion, Level, Rubric
from meihao_desktop.domain.score_sheet import ScoreSheet

CODE_LENGTH = 16
GROUP = 4


@dataclass(frozen=True, slots=True)
class Seal:
    """A digest (64 hexadecimal characters) and the short code printed on paper."""

    digest: str

    @property
    def check_code(self) -> str:
        """The first 16 characters in groups of four, upper case."""
        short = self.digest[:CODE_LENGTH].upper()
        return "-".join(short[i : i + GROUP] for i in range(0, len(short), GROUP))


def seal(lines: Iterable[str]) -> Seal:
    """Seal lines of text."""
    digest = sha256()
    for line in lines:
        escaped = line.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        digest.update(f"{escaped}\n".encode())
    return Seal(digest.hexdigest())


def seal_sheet(sheet: ScoreSheet, rubric: Rubric, round_title: str) -> Seal:
    """Seal one revision of a score sheet, with the rubric it was scored by."""
    return Sealer(rubric, round_title).seal(sheet)


class Sealer:
    """Seals many sheets of one round; the rubric that all of them name is sealed once."""

    def __init__(self, rubric: Rubric, round_title: str) -> None:
        self._rubric = rubric
        self._round_title = round_title
        self._edition = seal_rubric(rubric).digest

    def seal(self, sheet: ScoreSheet) -> Seal:
        head = (
            "meihao score sheet 1", f"round {self._round_title}", f"rubric {self._edition}",
        )  # fmt: skip
        return seal((*head, *_sheet_lines(sheet, self._rubric)))

    def fits(self, sheet: ScoreSheet) -> bool:
        """Whether a sheet still is what it was when it was handed in."""
        return self.seal(sheet).digest == sheet.digest


def seal_rubric(rubric: Rubric) -> Seal:
    """Seal a rubric, so that sheets and papers can name the very edition they follow."""
    return seal(_rubric_lines(rubric))


def seal_ranking(
    ranking: Ranking,
    sheets: Iterable[ScoreSheet],
    round_title: str,
    terms: Iterable[RecordedTerm] = (),
) -> Seal:
    """Seal a ranking together with every sheet, factor and deduction that it was made from."""
    return seal((*_ranking_lines(ranking, sheets, round_title), *_term_lines(terms)))


def seal_sheets(sheets: Iterable[ScoreSheet]) -> Seal:
    """Seal what several sealed sheets say together, in whatever order they come."""
    return seal(_sheet_line(sheet) for sheet in _in_order(sheets))


def _in_order(sheets: Iterable[ScoreSheet]) -> list[ScoreSheet]:
    return sorted(sheets, key=lambda s: (s.expert, s.estate, s.revision))


def _sheet_line(sheet: ScoreSheet) -> str:
    return f"sheet {sheet.expert} {sheet.estate} {sheet.revision} {sheet.digest}"


def _sheet_lines(sheet: ScoreSheet, rubric: Rubric) -> Iterator[str]:
    yield f"expert {sheet.expert}"
    yield f"estate {sheet.estate}"
    yield f"material version {sheet.material_version}"
    yield f"revision {sheet.revision}"
    yield f"reopened {sheet.reopen_reason}"
    yield f"abstained {sheet.abstain_reason}"
    for criterion in rubric:
        cell = sheet.cells.get(criterion.number)
        if cell is None:
            continue
        points = "" if cell.points is None else plain(cell.points)
        yield f"points {criterion.number} {points}"
        yield f"reason {criterion.number} {cell.reason}"
        for label in sorted(cell.counts):
            yield f"count {criterion.number} {label} {plain(cell.counts[label])}"
        for pin in cell.pins:
            yield f"pin {criterion.number} {pin.material}"
            yield f"pin file {pin.file_name}"
            yield f"pin place {pin.place}"
    yield f"remark {sheet.remark}"
    yield f"total {plain(sheet.total)}"


def _rubric_lines(rubric: Rubric) -> Iterator[str]:
    yield "meihao rubric 1"
    yield f"title {rubric.title}"
    yield f"edition {rubric.edition}"
    yield f"standing {rubric.standing}"
    for part in rubric.parts:
        yield f"part {plain(part.weight)} {part.name}"
    for section in rubric.sections:
        yield f"section {section.number} {section.name}"
        yield f"section part {section.part}"
        for criterion in section.criteria:
            yield from _criterion_lines(criterion)
    for ground in rubric.veto_grounds:
        yield f"veto {ground}"


def _criterion_lines(criterion: Criterion) -> Iterator[str]:
    yield f"criterion {criterion.number} {criterion.kind.name} {criterion.name}"
    yield f"points {plain(criterion.max_points)} step {plain(criterion.step)}"
    yield from _level_lines(criterion.levels)
    for rule in criterion.deductions:
        threshold = "-" if rule.threshold is None else plain(rule.threshold)
        yield f"deduction {plain(rule.amount)} {rule.per.name} {threshold} {rule.label}"
    for component in criterion.components:
        yield f"component {plain(component.max_points)} {component.label}"
        yield from _level_lines(component.levels)
    yield f"evidence {criterion.evidence}"
    yield f"guidance {criterion.guidance}"


def _level_lines(levels: Iterable[Level]) -> Iterator[str]:
    for level in levels:
        yield f"level {plain(level.points)} {level.label}"


def _ranking_lines(
    ranking: Ranking, sheets: Iterable[ScoreSheet], round_title: str
) -> Iterator[str]:
    yield "meihao ranking 1"
    yield f"round {round_title}"
    for sheet in _in_order(sheets):
        yield _sheet_line(sheet)
    for placing in ranking.placings:
        yield f"place {placing.place} {placing.entry} {placing.final_points}"
    for line in ranking.cut_lines:
        yield f"line {line.size} {' '.join(line.inside)}"
        yield f"undecided {line.size} {' '.join(line.undecided)}"
    for each in ranking.runners_up.entries:
        yield f"runner-up {each.turn} {each.entry}"
    for entry in ranking.disqualified:
        yield f"disqualified {entry}"
    for entry in sorted(ranking.unranked):
        yield f"unranked {entry} {ranking.unranked[entry]}"
    for sentence in ranking.sentences:
        yield f"sentence {sentence}"


def _term_lines(terms: Iterable[RecordedTerm]) -> Iterator[str]:
    for term in sorted(terms, key=lambda each: (each.estate, each.number)):
        if term.is_in_force:
            kind, day = term.kind.name.lower(), term.dated_on.isoformat()
            yield f"{kind} {term.estate} {plain(term.amount)} {day}"
            yield f"document {term.document}"
            yield f"reason {term.reason}"

"""Which of the files that were handed in did not come in, and why."""

from collections.abc import Iterable, Iterator

from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.material import Material


def left_out(materials: Iterable[Material], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The counter's findings about files that are not among the materials."""
    kept = {material.path for material in materials}
    known = kept | {folder for path in kept for folder in _folders(path)}
    return tuple(
        finding for finding in findings if finding.where.file and finding.where.file not in known
    )


def _folders(path: str) -> Iterator[str]:
    return (path[:at] for at, sign in enumerate(path) if sign == "/")

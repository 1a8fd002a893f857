"""Single files that want to hurt: each door answers or says why not, and goes on serving."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake import (
    draw_page,
    read_pages,
    read_photo,
    read_preview,
    read_texts,
)
from meihao_desktop.intake.child import untrusted
from meihao_desktop.intake.child.limits import MEBIBYTE, Limits
from meihao_desktop.intake.child.pool import ChildPool
from meihao_desktop.intake.child.untrusted import parse_untrusted
from meihao_desktop.intake.form_reader import read_form
from meihao_desktop.intake.material_reader import kind_of
from meihao_desktop.intake.summary_workbook import read_summary
from meihao_desktop.intake.text_file import read_text
from tests.support.hostile_documents import DOCUMENTS, Hostile
from tests.support.hostile_office import MACHINE_FILE

STRICT = Limits(cpu_seconds=10, wall_seconds=40, memory_bytes=1024 * MEBIBYTE)
PAGED = (MaterialKind.PDF, MaterialKind.SLIDES, MaterialKind.OFD)
SHOWN = (MaterialKind.WORD, MaterialKind.WORKBOOK, MaterialKind.TEXT)

SLOW = {
    "pdf_of_a_million_strokes",
    "pdf_that_draws_itself",
    "pdf_that_unfolds_twice",
    "xlsx_merges_a_million_times",
    "xlsx_with_one_cell_at_each_end",
    "xlsx_with_twelve_thousand_members",
    "xlsx_unfolds_to_gigabytes",
    "pptx_unfolds_to_gigabytes",
    "png_with_a_text_that_unfolds",
    "txt_of_sixty_megabytes",
}


class StrictPool(ChildPool):
    """Children with less patience than in life, so that the tests end."""

    def read(self, reader: Callable[[Path], Any], path: Path, _limits: Limits, watch: Watch) -> Any:  # noqa: ANN401
        return super().read(reader, path, STRICT, watch)


@pytest.fixture(scope="module")
def strict_pool() -> Iterator[StrictPool]:
    pool = StrictPool()
    yield pool
    pool.close()


@pytest.fixture(autouse=True)
def _strict(strict_pool: StrictPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untrusted, "_pool", strict_pool)


def doors(kind: MaterialKind) -> Iterator[Callable[[Path], Any]]:
    """Everything that would ever be done with a file of this kind."""
    yield partial(read_texts, kind=kind)
    if kind in SHOWN:
        yield partial(read_preview, kind=kind)
    if kind in PAGED:
        yield partial(read_pages, kind=kind)
        yield partial(draw_page, kind=kind, page=0, size=(300, 400))
    if kind is MaterialKind.IMAGE:
        yield partial(read_photo, edge=300)
    if kind in (MaterialKind.WORD, MaterialKind.PDF):
        yield partial(parse_untrusted, partial(read_form, file="申报表"))
    if kind is MaterialKind.WORKBOOK:
        yield partial(parse_untrusted, partial(read_summary, file="汇总表"))


def answer_or_sentence(door: Callable[[Path], Any], path: Path) -> str:
    """Anything but a refusal with a sentence flies."""
    try:
        return repr(door(path))
    except MeihaoError as refusal:
        return str(refusal) if re.search(r"[\u4e00-\u9fff].*。$", str(refusal)) else ""


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(one, marks=[pytest.mark.slow] if one.name in SLOW else [], id=one.name)
        for one in DOCUMENTS
    ],
)
def test_a_hostile_file_ends_in_an_answer_or_a_sentence(tmp_path: Path, hostile: Hostile) -> None:
    path = tmp_path / "file"
    path.write_bytes(hostile.make())
    secret = Path(MACHINE_FILE).read_text(encoding="utf-8").splitlines()[0]
    kind_of(path, f"附件.{hostile.name.partition('_')[0]}")
    for door in doors(hostile.kind):
        told = answer_or_sentence(door, path)
        assert secret not in told
        assert told
    good = tmp_path / "good"
    good.write_text("朗悦花园", encoding="utf-8")
    assert parse_untrusted(read_text, good).text == "朗悦花园"
    assert {one.name for one in tmp_path.iterdir()} == {"file", "good"}


def test_there_are_enough_of_them() -> None:
    assert len({hostile.name for hostile in DOCUMENTS}) >= 90

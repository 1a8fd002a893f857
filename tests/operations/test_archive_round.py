"""Archiving: only a finished round, whole or not at all, and checked by the rules it is told by."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from meihao_desktop.domain.archive import archive_lines, names_digest
from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.exchange.archive_folder import ArchiveFault, open_archive
from meihao_desktop.exchange.stick import MARKER
from meihao_desktop.operations import archive_round, begin_round, print_documents
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from tests.support.rounds import EXPERTS, SECRETARY, a_round_in, sit


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.FINAL, tmp_path / "round")
    yield context
    begin_round.close_round(context)


def no_papers(_watch: Watch) -> tuple[archive_round.Rendered, ...]:
    return ()


def test_an_archive_holds_records_materials_papers_result_and_verifier(
    context: Context, tmp_path: Path
) -> None:
    made = archive_round.archive(context, tmp_path, print_documents.collect_all(context).press)
    folder = Path(made.place)
    assert folder.name == "归档-2025年度玉林市_美好家园_小区评审-2025"
    top = {place.name for place in folder.iterdir()}
    assert top == {
        "round.db", "result.json", "verify.py", "核验说明.html", "manifest.json", "manifest.sig",
        "materials", "papers", "bundles",
    }  # fmt: skip
    assert made.materials == len(list((folder / "materials").iterdir()))
    printed = {file.name for file in (folder / "papers").iterdir()}
    assert sum("个人评分表" in name for name in printed) == len(EXPERTS)
    assert any("排名表" in name and name.endswith(".xlsx") for name in printed)
    assert made.materials_digest == names_digest([p.name for p in (folder / "materials").iterdir()])
    assert archive_round.check(folder).is_sound


def test_what_was_archived_is_noted_after_the_state_that_the_archive_holds(
    context: Context, tmp_path: Path
) -> None:
    head = context.store.audit_log.head()
    made = archive_round.archive(context, tmp_path, no_papers)
    assert (made.log_seq, made.log_head) == head
    assert context.store.audit_log.head()[0] == head[0] + 1
    assert archive_round.archive_desk(context).archives == (made,)
    assert context.store.audit_log.verify().is_sound


def test_the_list_of_the_archive_is_printed_with_the_code_of_its_manifest(
    context: Context, tmp_path: Path
) -> None:
    with pytest.raises(RuleViolation, match="还没有可以打印的归档目录内容"):
        print_documents.render(context, Paper.ARCHIVE_LIST)
    made = archive_round.archive(context, tmp_path, no_papers)
    assert f"manifest {made.digest}" in archive_lines([made])
    assert print_documents.render(context, Paper.ARCHIVE_LIST).data.startswith(b"%PDF")


def test_a_round_that_is_not_final_is_not_archived(tmp_path: Path) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    try:
        assert "只能在定稿、公示、结束阶段归档" in archive_round.archive_desk(context).reason
        with pytest.raises(RuleViolation, match="只能在定稿"):
            archive_round.prepare(context, tmp_path, no_papers)
    finally:
        begin_round.close_round(context)


def test_an_expert_does_not_archive(context: Context, tmp_path: Path) -> None:
    sit(context, EXPERTS[1])
    with pytest.raises(RuleViolation, match="只有秘书可以归档"):
        archive_round.prepare(context, tmp_path, no_papers)
    sit(context, SECRETARY)


def test_an_archive_never_lies_inside_the_round(context: Context) -> None:
    with pytest.raises(RuleViolation, match="不能放在评审目录里面"):
        archive_round.prepare(context, context.folder / "exports", no_papers)


def test_a_second_archive_stands_beside_the_first(context: Context, tmp_path: Path) -> None:
    first = archive_round.archive(context, tmp_path, no_papers)
    second = archive_round.archive(context, tmp_path, no_papers)
    assert second.place == f"{first.place}-2"
    assert archive_round.check(Path(first.place)).is_sound


def test_a_stopped_archive_is_no_archive_and_is_gone_on_with(
    context: Context, tmp_path: Path
) -> None:
    stop_at: list[bool] = []

    def stop(progress: Progress) -> None:
        stop_at.append(progress.done_files > 1)

    prepared = archive_round.prepare(context, tmp_path, no_papers)
    watch = Watch(on_progress=stop, is_cancelled=lambda: any(stop_at))
    with pytest.raises(Cancelled):
        archive_round.write(prepared, watch)
    assert (prepared.folder / MARKER).exists()
    with pytest.raises(ArchiveFault, match="还没有写完"):
        open_archive(prepared.folder)
    again = archive_round.prepare(context, tmp_path, no_papers)
    assert again.folder == prepared.folder
    archive_round.write(again, Watch())
    assert archive_round.check(again.folder).is_sound


def test_a_missing_material_stops_the_archive_with_its_name(
    context: Context, tmp_path: Path
) -> None:
    prepared = archive_round.prepare(context, tmp_path, no_papers)
    digest, file = next(iter(prepared.materials.items()))
    file.chmod(0o644)
    file.unlink()
    with pytest.raises(MeihaoError, match=f"材料文件 {digest[:8]} 不见了"):
        archive_round.write(prepared, Watch())


def test_every_counted_point_names_its_source(context: Context, tmp_path: Path) -> None:
    made = archive_round.archive(context, tmp_path, no_papers)
    told = json.loads((Path(made.place) / "result.json").read_bytes())
    sheet = told["得分"]["C01-E01"][EXPERTS[0]]
    assert sheet == {"revision": 1, "cells": {"1.1": "5500", "2.1": "3500"}, "settled": {}}
    assert told["名次"][0]["shown"] == "89.67"
    assert len(told["评分表"]) == 9


def test_a_copy_of_the_archive_elsewhere_is_as_good(context: Context, tmp_path: Path) -> None:
    made = archive_round.archive(context, tmp_path, no_papers)
    copy = shutil.copytree(made.place, tmp_path / "else")
    assert archive_round.check(copy).opened.digest == made.digest

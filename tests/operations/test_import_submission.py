"""Receiving: one transaction, new versions with stable ids, scores that are never lost."""

from pathlib import Path

import pytest

from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, finding_row, import_submission, read_material
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support.faults import FaultPlan, faults
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    a_received,
    estates,
    score,
    sit,
)


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.RECEIVING)


def staged(context: Context) -> list[Path]:
    return sorted((context.folder / "staging").iterdir())


def test_an_accepted_submission_is_a_county_with_numbered_estates(context: Context) -> None:
    received = a_received(context, "玉州区", ["朗悦花园", "长城二花园"])
    change = import_submission.accept(context, received)
    (row,) = import_submission.import_desk(context).rows
    assert (row.county.name, row.county.kind.value, row.latest.version) == ("玉州区", "区", 1)
    assert [(e.id, e.name) for e in row.estates] == [
        ("C01-E01", "朗悦花园"),
        ("C01-E02", "长城二花园"),
    ]
    assert change.estates == set(estates(context))
    assert (row.file_count, row.latest.received_by) == (3, "秘书")
    assert staged(context) == []


def test_the_files_can_be_read_after_the_stick_is_gone(context: Context) -> None:
    import_submission.accept(context, a_received(context, "玉州区", ["朗悦花园"]))
    material = context.store.submissions.estates()[0].materials[0]
    kept = read_material.material_file(context, material)
    assert kept.read_text(encoding="utf-8") == "朗悦花园 初稿"
    assert "朗悦花园 初稿" in read_material.preview(kept, material.kind).text  # type: ignore[union-attr]
    unknown = Material(path="没有.pdf", digest="0" * 64, size=1, kind=material.kind)
    with pytest.raises(MeihaoError, match=r"没有\.pdf"):
        read_material.material_file(context, unknown)


def test_a_redelivery_is_version_two_and_keeps_the_ids(context: Context) -> None:
    import_submission.accept(context, a_received(context, "玉州区", ["朗悦花园", "长城二花园"]))
    again = a_received(context, "玉州区", ["长城二花园小区", "朗悦 花园", "保利花园"], "补正")
    plan = import_submission.plan_acceptance(context, again)
    assert (plan.version, plan.is_new_county, plan.missing_estates) == (2, False, ())
    assert [(each.entry.name, each.id) for each in plan.estates] == [
        ("长城二花园小区", "C01-E02"),
        ("朗悦 花园", "C01-E01"),
        ("保利花园", None),
    ]
    import_submission.accept(context, again)
    by_id = {e.id: e for e in context.store.submissions.estates()}
    assert {i: (e.name, e.submission_version) for i, e in by_id.items()} == {
        "C01-E01": ("朗悦 花园", 2),
        "C01-E02": ("长城二花园小区", 2),
        "C01-E03": ("保利花园", 2),
    }
    (row,) = import_submission.import_desk(context).rows
    assert [submission.version for submission in row.versions] == [2, 1]


def test_the_plan_lists_what_differs_from_the_version_before(context: Context) -> None:
    import_submission.accept(context, a_received(context, "玉州区", ["朗悦花园", "长城二花园"]))
    again = a_received(context, "玉州区", ["朗悦花园", "保利花园"], "补正")
    plan = import_submission.plan_acceptance(context, again)
    assert plan.missing_estates == ("长城二花园",)
    assert plan.added_files == ("保利花园/说明.txt",)
    assert plan.removed_files == ("长城二花园/说明.txt",)
    assert plan.changed_files == ("推荐汇总表.txt", "朗悦花园/说明.txt")
    import_submission.discard(again)
    assert staged(context) == []


def test_an_estate_that_came_unchanged_keeps_its_version(context: Context) -> None:
    import_submission.accept(context, a_received(context, "玉州区", ["朗悦花园"]))
    import_submission.accept(context, a_received(context, "玉州区", ["朗悦花园", "保利花园"]))
    versions = {e.name: e.submission_version for e in context.store.submissions.estates()}
    assert versions == {"朗悦花园": 1, "保利花园": 2}


def test_the_very_same_submission_twice_is_refused(context: Context) -> None:
    import_submission.accept(context, a_received(context, "玉州区", ["朗悦花园"]))
    again = a_received(context, "玉州区", ["朗悦花园"])
    assert import_submission.plan_acceptance(context, again).is_identical
    with pytest.raises(RuleViolation, match="已接收的第 1 版完全相同"):
        import_submission.accept(context, again)


@pytest.mark.parametrize(
    ("county", "names", "told"),
    [
        ("", ["朗悦花园"], "没有读出是哪个县"),
        ("玉州区", [], "没有认出任何小区"),
        ("玉州区", ["朗悦花园", "朗悦 花园小区"], "出现了不止一次"),
    ],
)
def test_what_cannot_be_accepted_leaves_no_trace(
    context: Context, county: str, names: list[str], told: str
) -> None:
    before = context.store.audit_log.head()
    with pytest.raises(RuleViolation, match=told):
        import_submission.accept(context, a_received(context, county, names))
    assert context.store.audit_log.head() == before
    assert import_submission.import_desk(context).rows == ()


def test_the_person_may_correct_the_name_of_the_county(context: Context) -> None:
    import_submission.accept(context, a_received(context, "", ["朗悦花园"]), " 北流市 ")
    (row,) = import_submission.import_desk(context).rows
    assert (row.county.name, row.county.kind.value) == ("北流市", "市")


def test_findings_of_the_counter_name_the_accepted_estate(context: Context) -> None:
    received = a_received(context, "玉州区", ["朗悦花园"])
    finding = Finding(
        severity=Severity.WARNING,
        code="door_x",
        where=Where(estate="朗悦花园"),
        sentence="请核对。",
    )
    object.__setattr__(received, "findings", (finding,))
    import_submission.accept(context, received)
    (row,) = import_submission.import_desk(context).rows
    assert [(f.finding.where.estate, f.place) for f in row.findings] == [
        ("C01-E01", "玉州区 · 朗悦花园")
    ]
    rows = finding_row.finding_rows(context.dossier(), shows_points=False)
    assert "door_x" in [row.finding.code for row in rows]


def test_a_scored_estate_cannot_vanish_with_a_new_version(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    begin_round.advance(context)
    sit(context, EXPERTS[1])
    score(context, estates(context)[0], 50)
    sit(context, CHAIR)
    observer = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    begin_round.return_to(context, Phase.RECEIVING, "补正材料", observer)
    sit(context, SECRETARY)
    received = a_received(context, "玉州区", ["长城二花园"], "补正")
    with pytest.raises(RuleViolation, match="“朗悦花园”已有专家评分"):
        import_submission.accept(context, received)
    whole = a_received(context, "玉州区", ["朗悦花园", "长城二花园"], "补正")
    import_submission.accept(context, whole)
    sheet = context.dossier().sheets[0]
    assert (sheet.material_version, estates(context)[0]) == (1, sheet.estate)


def test_a_full_disk_accepts_nothing_and_the_retry_succeeds(context: Context) -> None:
    received = a_received(context, "玉州区", ["朗悦花园", "长城二花园"])
    before = context.store.audit_log.head()
    steps = 0
    for at in range(1, 200):
        with faults(FaultPlan(at)) as plan:
            try:
                import_submission.accept(context, received)
            except MeihaoError as refusal:
                steps += plan.struck and "磁盘已满" in str(refusal)
            else:
                break
        assert (steps, context.store.audit_log.head()) == (at, before)
        assert import_submission.import_desk(context).rows == ()
    assert steps > 3
    assert len(import_submission.import_desk(context).rows) == 1
    assert context.store.audit_log.verify().is_sound


def test_inspecting_reads_a_folder_into_staging_and_knows_no_store(
    context: Context, tmp_path: Path
) -> None:
    source = tmp_path / "玉州区报送材料"
    (source / "朗悦花园").mkdir(parents=True)
    (source / "朗悦花园" / "说明.txt").write_text("朗悦花园小区", encoding="utf-8")
    staging = import_submission.new_staging(context)
    received = import_submission.inspect(source, staging, Watch())
    assert received.total_size == len("朗悦花园小区".encode())
    import_submission.discard(received)
    empty = tmp_path / "空"
    empty.mkdir()
    staging = import_submission.new_staging(context)
    with pytest.raises(MeihaoError, match="没有任何文件"):
        import_submission.inspect(empty, staging, Watch())
    staging = import_submission.new_staging(context)
    import_submission.discard_staging(staging)
    assert not staging.exists()

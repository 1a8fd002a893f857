"""What is seen before accepting: differences, sheets that judged the old, what will be found."""

import errno
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from meihao_desktop.domain import look_alike
from meihao_desktop.domain.application_form import ApplicationForm, OpinionBox
from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.domain.submission import EstateEntry, ReceivedSubmission
from meihao_desktop.operations import (
    acceptance,
    begin_round,
    collate_sheets,
    import_submission,
    keep_settings,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support.builders import a_company, a_fact
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


def stated(
    received: ReceivedSubmission, area: str, households: str = "", *, is_sealed: bool = True
) -> ReceivedSubmission:
    """The submission with figures in the summary and a form with one opinion box."""
    facts = {FactName.FLOOR_AREA: a_fact(FactName.FLOOR_AREA, f"{area}㎡", Decimal(area), "㎡")}
    if households:
        facts[FactName.HOUSEHOLDS] = a_fact(
            FactName.HOUSEHOLDS, f"{households}户", Decimal(households), "户"
        )
    box = OpinionBox(label="社区意见", text="同意" if is_sealed else "", is_filled=is_sealed)

    def with_figures(entry: EstateEntry) -> EstateEntry:
        form = ApplicationForm(file="申报表.docx", estate_name=entry.name, opinions=(box,))
        return replace(entry, summary_facts=facts, application_form=form)

    return replace(received, estates=tuple(map(with_figures, received.estates)))


def test_figures_and_opinions_that_read_otherwise_are_shown(context: Context) -> None:
    first = stated(a_received(context, "玉州区", ["朗悦花园"]), "110700", is_sealed=False)
    import_submission.accept(context, first)
    again = stated(a_received(context, "玉州区", ["朗悦花园"], "补正"), "117000", "980")
    plan = acceptance.plan_acceptance(context, again)
    assert [change.sentence for change in plan.changed_figures] == [
        "“朗悦花园”推荐汇总表的建筑面积由 110700㎡ 改为 117000㎡",
        "“朗悦花园”推荐汇总表的户数由 （无） 改为 980户",
    ]
    assert [change.sentence for change in plan.changed_opinions] == [
        "“朗悦花园”申报表的“社区意见”由空白改为已填写或盖章"
    ]


def test_the_differences_are_kept_with_the_version(context: Context) -> None:
    import_submission.accept(context, stated(a_received(context, "玉州区", ["朗悦花园"]), "1000"))
    again = stated(a_received(context, "玉州区", ["朗悦花园"], "补正"), "2000")
    planned = acceptance.plan_acceptance(context, again).differences
    import_submission.accept(context, again)
    first, second = context.store.submissions.submissions()
    assert first.differences is None
    assert second.differences == planned
    assert planned.changed_files == ("推荐汇总表.txt", "朗悦花园/说明.txt")
    assert len(planned.figures) == 1


def test_a_first_version_differs_from_nothing(context: Context) -> None:
    plan = acceptance.plan_acceptance(context, a_received(context, "玉州区", ["朗悦花园"]))
    assert not plan.differences
    assert plan.scored == ()


@pytest.fixture
def reopened(round_in: RoundIn) -> Context:
    """One expert has begun the first estate when the round goes back to receiving."""
    context = round_in(Phase.SEALED)
    begin_round.advance(context)
    sit(context, EXPERTS[1])
    score(context, estates(context)[0], 50)
    sit(context, CHAIR)
    observer = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    begin_round.return_to(context, Phase.RECEIVING, "补正材料", observer)
    sit(context, SECRETARY)
    return context


def test_sheets_begun_on_the_version_before_are_shown_before_accepting(reopened: Context) -> None:
    names = [estate.name for estate in reopened.store.submissions.estates()][:2]
    again = a_received(reopened, "玉州区", names, "补正")
    (pair,) = acceptance.plan_acceptance(reopened, again).scored
    assert (pair.expert, pair.estate_name, pair.state) == (EXPERTS[1], names[0], CellState.DRAFT)


def test_an_estate_that_comes_unchanged_marks_nobody(reopened: Context) -> None:
    names = [estate.name for estate in reopened.store.submissions.estates()][:2]
    again = a_received(reopened, "玉州区", [*names, "保利花园"])
    assert acceptance.plan_acceptance(reopened, again).scored == ()


def test_what_the_round_will_ask_is_foreseen_and_then_found(context: Context) -> None:
    rules = context.store.settings.review_round().rules
    keep_settings.save_rules(context, replace(rules, submission_deadline=date(2020, 1, 1)))
    received = a_received(context, "玉州区", ["朗悦花园"])
    company = a_company("锦绣物业服务有限公司")
    entry = replace(received.estates[0], summary_facts=company)
    import_submission.accept(context, replace(received, estates=(entry,)))
    other = a_received(context, "北流市", ["朗悦花园小区"])
    other = replace(
        other,
        estates=(
            replace(
                other.estates[0],
                summary_facts=a_company("锦绣物业管理有限公司"),
                materials=entry.materials,
            ),
        ),
    )
    plan = acceptance.plan_acceptance(context, other)
    foreseen = {row.finding.code: row for row in plan.foreseen}
    assert {"late", "same_estate", "duplicate_file", "company_spelling"} == set(foreseen)
    assert foreseen["same_estate"].place == "朗悦花园、朗悦花园小区"
    assert all("玉州区报送" not in row.finding.sentence for row in plan.foreseen)
    import_submission.accept(context, other)
    found = {row.finding.key for row in collate_sheets.secretary_desk(context).findings}
    assert {row.finding.key for row in plan.foreseen} <= found


def test_nothing_is_foreseen_while_the_county_is_unknown(context: Context) -> None:
    plan = acceptance.plan_acceptance(context, a_received(context, "", ["朗悦花园"]))
    assert plan.foreseen == ()


def test_a_stick_pulled_half_way_leaves_nothing_and_can_be_put_in_again(
    context: Context, tmp_path: Path
) -> None:
    source = tmp_path / "玉州区报送材料"
    for name in ("朗悦花园", "长城二花园"):
        (source / name).mkdir(parents=True)
        (source / name / "说明.txt").write_text(f"{name}小区情况", encoding="utf-8")
    told: list[str] = []
    received: ReceivedSubmission | None = None
    for at in range(1, 200):
        staging = import_submission.new_staging(context)
        with faults(FaultPlan(at, errno.EIO)) as plan:
            try:
                received = import_submission.inspect(source, staging, Watch())
            except MeihaoError as refusal:
                told.append(str(refusal))
        if not plan.struck:
            break
        left = list((context.folder / "staging").iterdir())
        assert left == ([staging] if len(told) < at else [])
        import_submission.discard_staging(staging)
    assert received is not None
    assert any("U 盘可能已拔出" in sentence for sentence in told)
    import_submission.accept(context, received, "玉州区")
    assert [estate.name for estate in context.store.submissions.estates()] == [
        "朗悦花园",
        "长城二花园",
    ]
    again = import_submission.inspect(source, import_submission.new_staging(context), Watch())
    with pytest.raises(RuleViolation, match="完全相同，不必重复接收"):
        import_submission.accept(context, again, "玉州区")


def test_new_counties_and_estates_get_the_next_numbers(context: Context) -> None:
    import_submission.accept(context, a_received(context, "玉州区", ["朗悦花园"]))
    dossier = context.dossier()
    plan = acceptance.plan_acceptance(context, a_received(context, "北流市", ["保利花园"]))
    county = acceptance.county_of(dossier, plan)
    assert (county.id, county.name, county.kind.value) == ("C02", "北流市", "市")
    assert [estate.id for estate in acceptance.numbered(dossier, plan)] == ["C02-E01"]
    again = a_received(context, "玉州区", ["保利花园", "朗悦花园"])
    more = acceptance.plan_acceptance(context, again)
    assert acceptance.county_of(dossier, more).id == "C01"
    assert [estate.id for estate in acceptance.numbered(dossier, more)] == ["C01-E02", "C01-E01"]


def with_photos(received: ReceivedSubmission, *looks: str) -> ReceivedSubmission:
    """The submission with one photo of each look in its first estate."""
    first, *rest = received.estates
    photos = tuple(
        replace(first.materials[0], path=f"{first.name}/{look}.jpg", digest=look * 2, look=look)
        for look in looks
    )
    return replace(received, estates=(replace(first, materials=photos), *rest))


def test_a_prepared_plan_compares_no_photos_whatever_is_corrected(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = [f"{number:032x}" for number in (0xF00D, 0xF00F, 0xABCDEF << 90)]
    received = with_photos(a_received(context, "玉州区", ["朗悦花园", "保利花园"]), *looks)
    acceptance.preparation(context)(received)
    monkeypatch.setattr(look_alike, "_compare", None)
    for county in ("", "北流市"):
        plan = acceptance.plan_acceptance(context, received, county)
        assert "look_alike_within" in {row.finding.code for row in plan.foreseen}
    fewer = with_photos(received, *looks[:2])
    assert acceptance.plan_acceptance(context, fewer).foreseen


def test_the_outline_is_the_plan_without_what_the_round_will_find(context: Context) -> None:
    received = with_photos(a_received(context, "玉州区", ["朗悦花园"]), "1" * 32, "1" * 31 + "3")
    plan = acceptance.plan_acceptance(context, received)
    assert acceptance.outline_acceptance(context, received) == replace(plan, foreseen=())

"""The sample round from the stick to the final papers, told by what the secretary ends up with."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from meihao_desktop import cli, rehearsal, resources
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    identify_person,
    papers,
    rank_estates,
    score_estate,
    verify_log,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.rehearsal import RehearsalResult
from tests.printing.reading import page_texts
from tests.support.rounds import SteppingClock

SAMPLE = resources.path("sample")
EXPERTS = ("专家01", "专家02", "专家03", "专家04", "专家05")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RehearsalResult:
    folder = tmp_path_factory.mktemp("rehearsal") / "演练"
    return rehearsal.run(folder, SteppingClock(), lambda _: None)


@pytest.fixture
def context(result: RehearsalResult) -> Iterator[Context]:
    """The finished round, opened again; the secretary sits at it."""
    opened = begin_round.open_round(result.folder, SteppingClock())
    sit(opened, "秘书")
    yield opened
    begin_round.close_round(opened)


def sit(context: Context, name: str) -> None:
    person = next(r.person for r in identify_person.people(context) if r.person.name == name)
    pins = identify_person.rehearsal_pins(context)
    identify_person.log_in(context, person.id, pins[person.id])


def text_of(path: Path) -> str:
    return "\n".join(page_texts(path.read_bytes()))


def one(result: RehearsalResult, beginning: str) -> Path:
    fitting = [path for path in result.documents if path.name.startswith(beginning)]
    assert len(fitting) == 1, beginning
    return fitting[0]


def by_hand() -> list[tuple[int, str, str]]:
    """The ranking from the csv and the decisions alone, with nothing of the engine.

    千灯湖1号 has four valid experts, fewer than the five that dropping highest and lowest asks for,
    so every estate takes the plain mean.
    """
    decisions = tomllib.loads((SAMPLE / "decisions.toml").read_text(encoding="utf-8"))
    totals: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    with (SAMPLE / "scores.csv").open(encoding="utf-8-sig", newline="") as stream:
        for line in csv.DictReader(stream):
            totals[line["estate"]][line["expert"]] += Fraction(line["points"])
    for told in decisions["missing"]:
        totals[told["estate"]][told["expert"]] += Fraction(str(told["points"]))
    for told in decisions["recusals"]:
        del totals[told["estate"]][told["expert"]]
    voted: list[str] = []
    for told in decisions["settlements"]:
        if told["code"] == "outlier":
            given = totals[told["estate"]]
            del given[told["expert"]]
            given[told["expert"]] = Fraction(sum(given.values()), len(given))
        else:
            voted = told["order"]
    means = {estate: Fraction(sum(given.values()), len(given)) for estate, given in totals.items()}
    ordered = sorted(
        means, key=lambda name: (-means[name], voted.index(name) if name in voted else 0)
    )
    return [(at, name, str(means[name])) for at, name in enumerate(ordered, start=1)]


def test_the_papers_of_the_day_lie_in_exports(result: RehearsalResult) -> None:
    names = [path.name for path in result.documents]
    singles = [n for n in names if n.startswith("演练-个人评分表-专家")]
    assert len(singles) == len(set(singles)) == 35
    assert sum(name.startswith("演练-收件回执-") for name in names) == 4
    for paper in ("得分汇总表", "排名表", "排名表电子表格", "回避登记表"):
        one(result, f"演练-{paper}-")
    assert all(path.parent == result.folder / "exports" for path in result.documents)
    assert {path.suffix for path in result.documents} == {".pdf", ".xlsx"}


def test_the_text_of_the_papers_is_the_right_chinese(result: RehearsalResult) -> None:
    sheet = text_of(one(result, "演练-个人评分表-专家02-华发世纪城-"))
    for told in ("个人评分表", "华发世纪城", "专家02", "演练"):
        assert told in sheet
    ranking = text_of(one(result, "演练-排名表-"))
    assert all(name in ranking for _, name, _ in by_hand())
    assert "草稿" in text_of(one(result, "演练-草稿-排名表-"))


def test_command_line_window_and_a_calculation_by_hand_agree(
    result: RehearsalResult, context: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = rank_estates.ranking_desk(context)
    window = [
        (p.place, desk.dossier.estate_name(p.entry), str(p.final_points))
        for p in desk.standing.ranking.placings
    ]
    assert window == by_hand()
    begin_round.close_round(context)
    pin = (result.folder / rehearsal.PIN_FILE).read_text(encoding="utf-8")
    secretary = next(line for line in pin.splitlines() if line.startswith("秘书")).split("：")[1]
    assert cli.main(["rank", str(result.folder), "--pin", secretary]) == cli.DONE
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    command_line = [(int(r[0]), r[1], r[4]) for r in rows if r[0].isdigit()]
    assert command_line == window


def test_the_workbook_holds_the_same_places(result: RehearsalResult) -> None:
    workbook = load_workbook(one(result, "演练-排名表电子表格-"))
    rows = [row for sheet in workbook for row in sheet.iter_rows(values_only=True)]
    for place, name, _ in by_hand():
        assert any(name in row and place in row for row in rows)
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_the_tie_blocks_the_result_until_the_vote_and_is_explained_on_paper(
    result: RehearsalResult,
) -> None:
    tied = [told for told in result.refusals if "并列跨第 5 名" in told]
    assert len(tied) == 1
    assert "凯旋会花园、朗悦花园" in tied[0]
    final = "".join(text_of(one(result, "演练-排名表-")).split())
    assert "朗悦花园3票" in final
    assert "凯旋会花园2票" in final
    assert [line for line in result.ranking if "83.36" in line] == [
        "第 5 名 朗悦花园 83.36",
        "第 6 名 凯旋会花园 83.36",
    ]


def test_the_recused_sheet_is_kept_shown_and_not_counted(
    result: RehearsalResult, context: Context
) -> None:
    desk = collate_sheets.secretary_desk(context)
    names = {estate.name: estate.id for estate in desk.estates}
    expert = next(person.id for person in desk.experts if person.name == "专家03")
    cell = desk.cells[expert, names["千灯湖1号"]]
    assert cell.state is CellState.RECUSED
    assert cell.total is not None
    assert cell.total > 0
    ranking = rank_estates.ranking_desk(context)
    entry = ranking.standing.entry(names["千灯湖1号"])
    assert entry is not None
    assert expert not in entry.expert_totals
    assert "回避" in text_of(one(result, "演练-个人评分表-专家03-千灯湖1号-"))


def test_every_check_of_the_sample_has_found_something(result: RehearsalResult) -> None:
    told = "\n".join((*result.findings, *result.refusals))
    for sign in ("畸低", "应回避", "并列跨第 5 名", "未打分（8.2）", "不在规定的 3 至 5 个之间"):
        assert sign in told


def test_what_came_on_the_day_of_the_rehearsal_is_not_late(
    result: RehearsalResult, context: Context
) -> None:
    assert "晚于截止日期" not in "\n".join(result.findings)
    dossier = context.dossier()
    rules = dossier.review_round.rules
    assert rules.submission_deadline is not None
    assert rules.report_deadline is not None
    (begun,) = {each.received_at.date() for each in dossier.submissions}
    assert begun < rules.submission_deadline < rules.report_deadline


def test_nothing_final_is_stale_and_the_log_is_whole(
    result: RehearsalResult, context: Context
) -> None:
    rows = papers.printing_rows(context.store, context.dossier())
    stale = {row.title for row in rows if row.is_stale}
    final = {row.title for row in rows if not row.is_stale}
    assert stale == {Paper.RANKING.label}  # the draft from before the vote
    assert {Paper.RANKING.label, Paper.TALLY.label} <= final
    assert verify_log.verify_open(context).is_sound
    overview = begin_round.overview(context)
    assert overview.phase is Phase.FINAL
    assert overview.warnings == ()


def test_the_machine_was_looked_at_and_the_pins_are_on_slips(
    result: RehearsalResult, context: Context
) -> None:
    slips = text_of(one(result, "演练-PIN-密封条")).replace(" ", "")
    for person, pin in identify_person.rehearsal_pins(context).items():
        assert (pin in slips) is (person != "P01"), person
    check = text_of(one(result, "演练-会前自检"))
    assert "演练不打印，文书都存成 pdf。" in check
    dossier = context.dossier()
    assert dossier.self_check is not None
    assert dossier.self_check.open_items == ()
    assert one(result, "演练-签署情况").is_file()


def test_a_round_can_be_prepared_to_stop_in_the_middle_of_scoring(tmp_path: Path) -> None:
    stopped = rehearsal.prepare(tmp_path / "演练", Phase.SCORING)
    assert stopped.phase is Phase.SCORING
    context = begin_round.open_round(stopped.folder, SteppingClock())
    progress = {}
    for name in EXPERTS:
        sit(context, name)
        desk = score_estate.open_desk(context)
        begun = sum(row.state is CellState.DRAFT for row in desk.estates)
        progress[name] = (desk.handed_in, begun)
    assert progress == {
        "专家01": (7, 0),
        "专家02": (6, 1),
        "专家03": (7, 0),
        "专家04": (2, 1),
        "专家05": (0, 0),
    }
    begin_round.close_round(context)

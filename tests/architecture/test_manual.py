"""The manual says what the program does: who may do what, keys, commands, the worked example."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from meihao_desktop import __main__, cli
from meihao_desktop.domain.permission import PERMISSIONS, Act
from meihao_desktop.domain.review_round import Phase, RoundRules
from meihao_desktop.domain.score_sheet import CellState, SheetStatus
from meihao_desktop.operations.papers import Paper
from meihao_desktop.ui.scoring_desk.desk_keys import KEYS
from tests.support.source_tree import ROOT

MANUAL = ROOT / "docs" / "manual"
PAGES = sorted(MANUAL.glob("*.md"))
WRITTEN = [page for page in PAGES if not page.name.startswith("09")]
SAMPLE = MANUAL / "样例"
PICTURES = {"login", "import", "panel", "scoring", "secretary", "ranking", "settings"}
MOST_LINES = 60


def text(start: str) -> str:
    return next(page for page in PAGES if page.name.startswith(start)).read_text(encoding="utf-8")


def phases_told(act: Act) -> str:
    allowed = [phase for phase in Phase if phase in PERMISSIONS[act].phases]
    if len(allowed) == len(Phase):
        return "任何阶段"
    if len(allowed) == 1:
        return allowed[0].value
    return f"{allowed[0].value}至{allowed[-1].value}"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.stem)
def test_a_page_of_the_manual_is_short(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_links_to_what_is_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("../screenshots/"):
            assert Path(target).stem in PICTURES
        else:
            assert (page.parent / target).is_file(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_readme_leads_to_every_page(page: Path) -> None:
    assert f"(docs/manual/{page.name})" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("act", Act)
def test_the_manual_tells_who_may_do_what_and_when(act: Act) -> None:
    roles = [role.value for role in type(next(iter(PERMISSIONS[act].roles)))]
    who = "、".join(name for name in roles if name in {r.value for r in PERMISSIONS[act].roles})
    assert f"| {act.value} | {who} | {phases_told(act)} |\n" in text("11")


def test_every_phase_and_state_is_named() -> None:
    page = text("00")
    for member in (*Phase, *CellState, *SheetStatus):
        assert member.value in page, member


def test_the_scoring_page_lists_the_keys_of_the_desk() -> None:
    page = text("03")
    for key, meaning in KEYS:
        assert f"| {key} | {meaning} |\n" in page


def test_the_settings_page_tells_the_default_rules() -> None:
    page, rules = text("06"), RoundRules()
    assert f"每县报送 {rules.county_quota_min} 至 {rules.county_quota_max} 个" in page
    assert f"拟公示 {rules.shortlist_size} 个，推荐上报 {rules.nomination_quota} 个" in page
    assert f"公示期 {rules.notice_days} 个工作日" in page
    assert f"至少 {rules.minimum_experts} 人，建议 {rules.advised_experts} 人" in page
    trim, places = rules.tally.trim, rules.tally.rounding.places
    assert f"最高、最低各 {trim.highest} 个" in page
    assert f"达到 {trim.minimum_experts} 人才去" in page
    assert f"保留 {places} 位小数" in page


def test_every_paper_is_explained() -> None:
    page = text("07")
    for paper in Paper:
        assert paper.value.partition("（")[0] in page, paper


def test_every_command_is_shown_with_an_example() -> None:
    page = text("08")
    for command in __main__.COMMANDS - {"-h", "--help"}:
        assert f"\nmeihao-desktop {command} " in page, command
    for paper in cli.PAPERS:
        assert paper in page, paper


def test_the_worked_example_comes_out_as_the_manual_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MEIHAO_HOME", str(tmp_path / "home"))
    scores, out = SAMPLE / "得分.csv", tmp_path / "核算.xlsx"
    arguments = ["--rules", str(SAMPLE / "规则.toml"), "--scores", str(scores), "--out", str(out)]
    assert cli.main(["tally", *arguments]) == cli.DONE
    shown = capsys.readouterr().out.replace(str(out), "核算.xlsx")
    assert "".join(f"    {line}\n" for line in shown.splitlines()) in text("08")
    assert out.is_file()


def test_the_hand_calculation_uses_the_points_of_the_example() -> None:
    """Redone here from the table alone: drop both ends of five totals, take the mean of three."""
    totals: dict[tuple[str, str], Decimal] = {}
    for line in (SAMPLE / "得分.csv").read_text(encoding="utf-8").splitlines()[1:]:
        estate, expert, _, points = line.split(",")
        totals[estate, expert] = totals.get((estate, expert), Decimal()) + Decimal(points)
    page = text("05")
    for estate in dict.fromkeys(name for name, _ in totals):
        given = [total for (name, _), total in totals.items() if name == estate]
        row = next(line for line in page.splitlines() if line.startswith(f"| {estate} |"))
        cells = [cell.strip().rpartition("＝")[2] for cell in row.split("|")[2:7]]
        assert [Decimal(cell) for cell in cells] == given
        assert row.endswith(f"＝ {sum(sorted(given)[1:4]) / 3:.2f} |")


def test_no_page_names_a_place_on_somebodys_machine() -> None:
    for page in (*PAGES, ROOT / "docs" / "benchmarks.md"):
        found = re.findall(r"/(?:work|home|root|tmp|Users)/|[A-Z]:\\", page.read_text("utf-8"))
        assert found == [], page.name

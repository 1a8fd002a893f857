"""排名表 as a workbook: ranking, matrix, section means, settlements and how it was reckoned."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import FactName, plain
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.robustness import ADVISORY, robust_sentences
from meihao_desktop.domain.standing import Standing, section_points
from meihao_desktop.printing.figures_shown import NOTHING, Figures, Shown
from meihao_desktop.printing.result_parts import open_sentences
from meihao_desktop.printing.stamp import Stamp, mark_of
from meihao_desktop.printing.workbook_pages import Value, Workpage, workbook_bytes


def ranking_workbook(dossier: Dossier, standing: Standing, stamp: Stamp) -> bytes:
    """Five worksheets; the figures are numbers, everything else is text."""
    figures = Figures(dossier, standing)
    mark = mark_of(dossier.review_round, is_draft=figures.is_draft).label
    title = dossier.review_round.title
    return workbook_bytes(
        (
            _places(figures, f"{title} 排名表（{mark}）"),
            _matrix(figures),
            _section_means(figures),
            _settlements(figures, stamp),
            _notes(figures, stamp, mark),
        ),
        title=title,
        mark=f"{mark} 校验码 {stamp.check_code}",
        made_at=stamp.printed_at,
    )


def _places(figures: Figures, caption: str) -> Workpage:
    header = (
        "名次", "小区", "县（市、区）", "物业服务企业", "得分", "计入人数", "结果", "递补顺序",
        "系数和扣分", "说明",
    )  # fmt: skip
    rows = [_place_row(figures, estate) for estate in figures.in_order]
    rows += list(_outside_rows(figures))
    return Workpage(
        name="排名", header=header, rows=rows, caption=caption, frozen_columns=2, is_landscape=True
    )


def _place_row(figures: Figures, estate: Estate) -> Sequence[Value]:
    placing = figures.standing.ranking.placing(estate.id)
    told = placing.explanation if placing else ""
    if placing and placing.is_shared:
        told = f"并列。{told}"
    return (
        placing.place if placing else NOTHING,
        estate.name,
        figures.dossier.county_of(estate),
        estate.shown(FactName.PROPERTY_COMPANY),
        placing.shown_points if placing else NOTHING,
        int(figures.counted(estate.id)),
        figures.admission(estate.id),
        _turn(figures, estate),
        figures.terms_note(estate.id),
        told,
    )


def _turn(figures: Figures, estate: Estate) -> Value:
    """The turn among the runners-up as a number."""
    turn = figures.standing.ranking.runners_up.turn_of(estate.id)
    return turn.turn if turn else ""


def _outside_rows(figures: Figures) -> Iterator[Sequence[Value]]:
    """What stands outside the ranking, with its reason."""
    dossier, ranking = figures.dossier, figures.standing.ranking
    outside = [(EstateId(entry), "暂不排名", why) for entry, why in ranking.unranked.items()]
    outside += [(veto.estate, "取消参评资格", veto.ground) for veto in dossier.vetoes]
    for estate_id, result, reason in outside:
        estate = dossier.estate(estate_id)
        company = estate.shown(FactName.PROPERTY_COMPANY)
        county = dossier.county_of(estate)
        figures_of = (NOTHING, NOTHING, result, "", "")
        yield (NOTHING, estate.name, county, company, *figures_of, reason)


def _matrix(figures: Figures) -> Workpage:
    dossier = figures.dossier
    experts = dossier.scorers.all
    header = (
        "序号",
        "小区",
        *(dossier.scorers.label(e) for e in experts),
        "计入人数",
        "得分",
        "名次",
        "备注",
    )
    rows: list[Sequence[Value]] = []
    for number, estate in enumerate(dossier.estates, start=1):
        shown = [(dossier.scorers.label(e), figures.total(e.id, estate.id)) for e in experts]
        remarks = "；".join(filter(None, (_remark(name, each) for name, each in shown)))
        rows.append(
            (
                number,
                estate.name,
                *(_figure(each.text) for _, each in shown),
                int(figures.counted(estate.id)),
                _figure(figures.final(estate.id)),
                _place(figures, estate),
                remarks,
            )
        )
    return Workpage(name="得分矩阵", header=header, rows=rows, frozen_columns=2, is_landscape=True)


def _place(figures: Figures, estate: Estate) -> Value:
    """The place as a number; shared places simply stand there twice."""
    return _figure(figures.place(estate.id))


def _remark(name: str, shown: Shown) -> str:
    """What the marks of the printed matrix say, in words."""
    if shown.original:
        return f"{name}原得分 {shown.original}，经处理替换为 {shown.text}"
    if shown.recused:
        return f"{name}原得分 {shown.recused}，因回避不计入"
    if shown.is_dropped:
        return f"{name} {shown.text} 按规则去掉"
    return ""


def _figure(text: str) -> Value:
    """A figure as a number, the word that stands for none as text."""
    return Decimal(text) if text[:1].isdigit() else text


def _section_means(figures: Figures) -> Workpage:
    dossier = figures.dossier
    sections = dossier.rubric.sections
    titles = [f"{s.number} {s.name}（{plain(s.max_points)} 分）" for s in sections]
    rows: list[Sequence[Value]] = []
    for estate in figures.in_order:
        entry = figures.standing.tally.entries[estate.id]
        means = [figures.rounded(section_points(dossier, entry, s.number)) for s in sections]
        rows.append((_place(figures, estate), estate.name, *map(_figure, means)))
    return Workpage(
        name="各指标均分",
        header=("名次", "小区", *titles),
        rows=rows,
        widths=(8, 20, *([14] * len(titles))),
        frozen_columns=2,
        is_landscape=True,
    )


def _settlements(figures: Figures, stamp: Stamp) -> Workpage:
    header = ("序号", "级别", "核查发现", "处理意见", "理由", "处理人", "时间")
    findings = run_all(figures.dossier)
    rows = [
        (number, finding.severity.value, finding.sentence, *_decided(figures, finding, stamp))
        for number, finding in enumerate(findings, start=1)
    ]
    widths = (6, 8, 60, 24, 40, 14, 18)
    return Workpage(name="处理意见", header=header, rows=rows, widths=widths, is_landscape=True)


def _decided(figures: Figures, finding: Finding, stamp: Stamp) -> tuple[str, ...]:
    settlement = figures.dossier.settlements.get(finding.key)
    if settlement is None:
        return ("", "", "", "")
    who = figures.dossier.panel.name(PersonId(settlement.actor))
    told = stamp.told(settlement.settled_at)
    return (settlement.decision.value, settlement.reason, who, told)


def _notes(figures: Figures, stamp: Stamp, mark: str) -> Workpage:
    dossier, standing = figures.dossier, figures.standing
    rubric = dossier.rubric
    lines: list[tuple[str, str]] = [
        ("评审轮次", dossier.review_round.title),
        ("性质", mark),
        *(("注意", sentence) for sentence in open_sentences(figures)),
        ("评分标准", f"{rubric.title}（{rubric.edition}，{rubric.standing}）"),
        ("计算办法", standing.tally.method),
        *(("系数和扣分", told) for told in _terms(dossier)),
        *(("名次说明", sentence) for sentence in standing.ranking.sentences),
    ]
    if advisory := robust_sentences(dossier, standing):
        lines.append(("稳健性", f"{ADVISORY}{''.join(advisory)}"))
    lines += [
        ("校验码", stamp.check_code),
        ("留痕链末端", stamp.log_head),
        ("打印人", stamp.actor),
        ("打印时间", stamp.told(stamp.printed_at)),
    ]
    return Workpage(name="说明", header=("项目", "内容"), rows=lines, widths=(14, 84))


def _terms(dossier: Dossier) -> Iterator[str]:
    for term in dossier.terms:
        people = (dossier.panel.name(p) for p in (term.recorded_by, term.confirmed_by))
        state = "" if term.is_in_force else f"；已撤销，不计入：{term.withdrawal_reason}"
        told = f"{term.text}（{term.grounds}；{'登记、'.join(people)}确认{state}）"
        yield f"{dossier.estate_name(term.estate)}{told}"

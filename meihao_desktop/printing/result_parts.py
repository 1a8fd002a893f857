"""What every paper of results has in common: how final it is, and who signs it."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.panel import Role
from meihao_desktop.printing.figures_shown import Figures
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align, TextStyle
from meihao_desktop.printing.signing import SIGNATURE_HEIGHT
from meihao_desktop.printing.stamp import Stamp
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

CHECKED = "以上得分和名次已由评审小组逐项核对。"
DISSENT = "有不同意见的，请在签名处注明，并另附书面理由。"
PLAIN = TextStyle(10.5, leading=1.5)
NOTICE = TextStyle(11, Face.BOLD, leading=1.5)


def open_sentences(figures: Figures) -> Iterator[str]:
    """Why the result is not final, if it is not."""
    dossier, standing = figures.dossier, figures.standing
    if not figures.is_draft:
        return
    reasons: list[str] = []
    if standing.is_provisional:
        reasons.append(f"还有 {len(standing.waiting)} 份评分表没有提交")
    for line in standing.ranking.cut_lines:
        if not line.is_decided:
            names = "、".join(dossier.estate_name(entry) for entry in line.undecided)
            reasons.append(f"{names}并列跨第 {line.size} 名，尚未作出处理意见")
    if undecided := standing.ranking.runners_up.undecided:
        names = "、".join(dossier.estate_name(entry) for entry in undecided)
        reasons.append(f"{names}的递补顺序并列，尚未作出处理意见")
    if not reasons:
        reasons.append(f"评审现处于“{dossier.review_round.phase.value}”阶段，尚未定稿")
    yield f"本表为草稿，结果未定：{'；'.join(reasons)}。不得据此公示或上报。"


def sign_result(paper: Paper, dossier: Dossier, *, per_line: int) -> None:
    """Everybody signs a result: the whole panel, the observer and who counted."""
    chair = dossier.panel.chair
    labels = [
        *leaders(dossier, Role.PANEL_CHAIR),
        *(person.name for person in dossier.panel.experts if person is not chair),
        *leaders(dossier, Role.OBSERVER),
        *("记分人", "核分人", "日期"),
    ]
    rows = -(-len(labels) // per_line)
    paper.keep(rows * SIGNATURE_HEIGHT + 3 * PLAIN.pitch)
    paper.space(4)
    paper.paragraph(f"{CHECKED}{DISSENT}", PLAIN)
    paper.signatures(labels, per_line=per_line)


def leaders(dossier: Dossier, role: Role) -> list[str]:
    """What to write before the lines of those who lead or watch; empty lines where nobody does."""
    names = [person.name for person in dossier.panel.with_role(role)]
    return [
        role.value if name in ("", role.value) else f"{role.value} {name}" for name in names
    ] or [role.value]


def place_cell(figures: Figures, estate: Estate) -> Cell:
    """The place, and below it that it is shared."""
    return Cell(figures.place(estate.id), note="并列" if figures.is_shared(estate.id) else "")


def terms_table(dossier: Dossier, stamp: Stamp) -> Table | None:
    """Every factor and deduction with what it rests on and who recorded it; also withdrawn ones."""
    rows: list[Row] = []
    for term in dossier.terms:
        name, confirmed = (dossier.panel.name(p) for p in (term.recorded_by, term.confirmed_by))
        reason = term.reason
        if not term.is_in_force:
            reason = f"{reason}\n已撤销，不计入：{term.withdrawal_reason}"
        elif term.came_after_scores:
            reason = f"{reason}\n登记时得分已经公开"
        rows.append(
            [
                dossier.estate_name(term.estate),
                Cell(term.text, is_struck=not term.is_in_force),
                reason,
                f"{term.document}\n{term.dated_on.isoformat()}",
                f"{name}登记\n{confirmed}确认",
                stamp.told(term.recorded_at),
            ]
        )
    return Table(columns=_TERM_COLUMNS, rows=rows, style=_TERM_STYLE) if rows else None


_TERM_STYLE = TableStyle(size=9.5, note_size=8.5, above=2.4, least_height=21)
_TERM_COLUMNS = (
    Column(title="小区", weight=3.4),
    Column(title="系数或扣分", weight=2.6, align=Align.CENTRE, face=Face.HEI),
    Column(title="理由", weight=5.4),
    Column(title="依据文件和日期", weight=4.4),
    Column(title="登记和确认", weight=2.8),
    Column(title="时间", weight=3.2),
)

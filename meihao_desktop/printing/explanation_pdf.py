"""异常评分说明: the finding, the expert's answer, the vote of the others and the decision."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.finding import Decision, Settlement
from meihao_desktop.domain.hearing import Answer, Hearing, HearingStep, Voice
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreSheet, points_text
from meihao_desktop.domain.seal import Seal
from meihao_desktop.domain.standing import Standing
from meihao_desktop.printing.figures_shown import Figures
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.result_parts import PLAIN, leaders
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "异常评分说明"
RULE = (
    "评分与其他专家相差过大的，先通知本人，由本人修改并说明理由，或坚持原评分并书面说明；"
    "坚持的，由其余专家表决，本人不参加，过半数仍认为异常的，以其他专家的均值替换，原评分保留并划去。"
)
NO_ANSWER = "截至打印时，本人尚未答复。"
NO_VOTE = "截至打印时，尚未表决。"
NO_DECISION = "截至打印时，尚未作出决定，本说明为草稿。"
REVISED = "本人修改后原核查发现不再存在，不需表决和决定；修改前后的得分见处理意见汇总中的更正说明。"

_STYLE = TableStyle(size=10.5, above=3, least_height=21.5, after=6)
_STEPS = (
    Column(title="步骤", weight=2, align=Align.CENTRE, face=Face.HEI),
    Column(title="内容", weight=11),
    Column(title="经办人、时间", weight=3.6, align=Align.CENTRE),
)
_FIGURES = (
    Column(title="项目", weight=6),
    Column(title="本人原评分", weight=3, align=Align.CENTRE, face=Face.HEI),
    Column(title="计入汇总的得分", weight=3, align=Align.CENTRE, face=Face.HEI),
)
_VOTES = (
    Column(title="序号", weight=1.4, align=Align.CENTRE),
    Column(title="其余专家", weight=4),
    Column(title="表决", weight=3, align=Align.CENTRE, face=Face.HEI),
    Column(title="签名", weight=5),
)


def explanation_pdf(dossier: Dossier, standing: Standing, hearing: Hearing, stamp: Stamp) -> bytes:
    """One hearing from the finding to the decision, to be signed by all."""
    settlement = dossier.settlements.get(hearing.finding)
    is_draft = settlement is None and hearing.step is not HearingStep.REVISED
    frame = frame_of(dossier.review_round, TITLE, stamp, subject="explanation", is_draft=is_draft)
    paper = Paper(frame, bookmark=TITLE)
    estate = dossier.estate(EstateId(hearing.where.estate))
    person = dossier.panel.person(hearing.expert)
    paper.facts(
        [
            ("小区", estate.name),
            ("县（市、区）", dossier.county_of(estate)),
            ("评审专家", f"{dossier.panel.name(hearing.expert)}　{person.unit if person else ''}"),
            ("核查项目", what_about(hearing, dossier)),
        ]
    )
    paper.paragraph(RULE, PLAIN)
    steps = list(_steps(hearing, settlement, dossier, stamp))
    paper.table(Table(columns=_STEPS, rows=steps, style=_STYLE))
    if hearing.step is not HearingStep.REVISED:
        figures = list(_figures(hearing, settlement, Figures(dossier, standing)))
        paper.table(Table(columns=_FIGURES, rows=figures, style=_STYLE), heading="得分")
    if hearing.votes:
        votes = list(_votes(hearing, dossier))
        paper.table(Table(columns=_VOTES, rows=votes, style=_STYLE), heading="表决记录")
    labels = [
        f"本人 {dossier.panel.name(hearing.expert)}",
        *leaders(dossier, Role.PANEL_CHAIR),
        *leaders(dossier, Role.OBSERVER),
        *leaders(dossier, Role.SECRETARY),
        "日期",
    ]
    paper.signatures(labels, per_line=3)
    return paper.finish()


def what_about(hearing: Hearing, dossier: Dossier) -> str:
    """The whole sheet, or one criterion by number and name."""
    number = hearing.where.criterion
    if not number:
        return "总分"
    return f"评分项 {number} {dossier.rubric.criterion(CriterionId(number)).name}"


def _steps(
    hearing: Hearing, settlement: Settlement | None, dossier: Dossier, stamp: Stamp
) -> Iterator[Row]:
    yield _step("核查发现", hearing.sentence, "程序核查", "")
    told = "已单独通知本人，未告知其他专家各自的评分。"
    yield _step("通知", told, hearing.notified_by, stamp.told(hearing.notified_at))
    name = dossier.panel.name(hearing.expert)
    if hearing.answer is None:
        yield _step("答复", NO_ANSWER, "—", "")
        return
    answer = f"{hearing.answer.value}。{hearing.statement}"
    yield _step("答复", answer, name, stamp.told(hearing.answered_at))
    if hearing.answer is Answer.REVISE:
        opened = f"已重新打开为第 {hearing.revision} 版，由本人修改后重新提交。{REVISED}"
        waiting = "等待组长和监督员两人确认重新打开。"
        yield _step("修改", opened if hearing.revision else waiting, hearing.confirmed_by, "")
        return
    if not hearing.votes:
        yield _step("表决", NO_VOTE, "—", "")
        return
    majority = "过半数仍认为异常" if hearing.outcome is Decision.REPLACED else "未过半数认为异常"
    voted = f"{hearing.count_sentence}；{majority}。"
    yield _step("表决", voted, "评审小组", stamp.told(hearing.voted_at))
    if settlement is None:
        yield _step("决定", NO_DECISION, "—", "")
        return
    decided = f"{settlement.decision.value}。理由：{settlement.reason}"
    yield _step("决定", decided, settlement.actor, stamp.told(settlement.settled_at))


def _step(name: str, words: str, who: str, when: str) -> Row:
    return [name, words, Cell(who or "—", note=when)]


def _figures(hearing: Hearing, settlement: Settlement | None, figures: Figures) -> Iterator[Row]:
    dossier, where = figures.dossier, hearing.where
    estate = EstateId(where.estate)
    is_replaced = settlement is not None and settlement.decision is Decision.REPLACED
    sheet = dossier.sheet(hearing.expert, estate)
    if sheet is None:
        return
    number = CriterionId(where.criterion)
    if number:
        own = points_text(sheet.points(number))
        used = "其他专家的均值" if is_replaced else own
        yield [what_about(hearing, dossier), Cell(own, is_struck=is_replaced), used]
    shown = figures.total(hearing.expert, estate)
    own = shown.original or shown.text
    yield ["总分", Cell(own, is_struck=is_replaced and bool(shown.original)), shown.text]


def _votes(hearing: Hearing, dossier: Dossier) -> Iterator[Row]:
    for number, (who, voice) in enumerate(hearing.votes.items(), start=1):
        face = Face.BOLD if voice is Voice.ABNORMAL else Face.SONG
        yield [str(number), dossier.panel.name(who), Cell(voice.value, face=face), ""]


def changed_items(old: ScoreSheet, new: ScoreSheet, dossier: Dossier) -> str:
    """What a re-opened sheet changed, criterion by criterion, and both totals."""
    changed = [
        f"{c.number} {points_text(old.points(c.number))}→{points_text(new.points(c.number))}"
        for c in dossier.rubric
        if old.points(c.number) != new.points(c.number)
    ]
    totals = f"合计 {plain(old.total)}→{plain(new.total)}"
    return f"{'，'.join(changed)}；{totals}" if changed else "得分未改动"


def code_of(sheet: ScoreSheet) -> str:
    return Seal(sheet.digest).check_code if sheet.digest else "未提交"

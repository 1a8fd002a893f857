"""Conflicts of sheets and between experts, each beside cases that come just short of one.

The estates of ``EDITED`` get far-off totals and items, bare reasons, impossible points and copies;
those of ``TIED`` get equal totals; the others get holes, recusals and withdrawals.
"""

from dataclasses import replace
from decimal import Decimal

from meihao_desktop.domain.finding import Decision, FindingKey, Settlement, Where
from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.domain.seal import seal_sheets
from tests.support.builders import NOON, a_veto
from tests.support.planted_bed import Bed, a_bed, at, id_of, person_id
from tests.support.planted_stock import EXPERTS, JUDGED, RUBRIC

EDITED = (4, 8, 11, 12, 15, 16, 19, 22, 23, 24, 27, 30, 31, 32, 35)
TIED_ACROSS = ((2, 3, 2), (6, 7, 5))
"""Two estates with equal sheets, and the line between them."""
TIED = ((9, 10), (13, 14), (17, 18), (20, 21), (25, 26), (28, 29), (33, 34), (37, 38), (41, 42))
VETOED, TOO_FEW, FEW, ENOUGH, TORN = 44, 36, 39, 40, 43
OBJECTIVE = {4: (9, "1.1", "6.5"), 8: (9, "1.1", "7"), 11: (9, "6.1", "0"), 15: (2, "6.1", "2")}
"""Estate: the expert who differs, in which criterion, with which points."""
LAST = EXPERTS + 1
EARLIER = 100
"""Added to the number of a county for the version before its newest."""
D = Decimal


def scored_bed() -> Bed:
    """The bed with all that concerns points."""
    bed = a_bed(_qualities())
    _ties(bed)
    for at_, estate in enumerate(EDITED):
        _items(bed, estate, is_plant=at_ in (1, 6, 11))
        _bare(bed, estate, is_plant=at_ in (2, 7))
        _impossible(bed, estate, at_)
        _copies(bed, estate, is_plant=at_ in (3, 8, 13))
        _pace(bed, estate, is_plant=at_ in (4, 9))
        _objective(bed, estate)
        (_ranges if at_ >= 10 else _totals)(bed, estate, at_)
    _holes(bed)
    _recusals(bed)
    _few(bed)
    _old_versions(bed)
    _replaced(bed)
    return bed


def _qualities() -> dict[int, Decimal]:
    top = {1: "0.95", 2: "0.935", 3: "0.935", 5: "0.92", 6: "0.905", 7: "0.905"}
    usual = {estate: f"{0.700 + 0.003 * estate:.3f}" for estate in range(1, VETOED)}
    edited = {estate: "0.72" if at_ < 10 else "0.86" for at_, estate in enumerate(EDITED)}
    return {estate: D(level) for estate, level in {**usual, **edited, **top}.items()}


def _ties(bed: Bed) -> None:
    """The second estate gets the first one's sheets, each from the next expert."""
    for one, other in [pair[:2] for pair in TIED_ACROSS] + list(TIED):
        for expert in range(1, LAST):
            bed.points[expert, other] = dict(bed.points[expert % EXPERTS + 1, one])
    for one, other, line in TIED_ACROSS:
        bed.plant("tie", f"得分相同，跨第 {line} 名", one, other, says=f"第 {line} 名")
    for one, other in TIED:
        bed.near("tie", "得分相同，但没有界线从中间穿过", one, other)


def _items(bed: Bed, estate: int, *, is_plant: bool) -> None:
    """All give 7 for an item, one gives 3.7: the mean is 2.93 away; 3.6 would be 3.02."""
    for number, expert in (("9.1", 2), ("2.1", 3)):
        for other in range(1, LAST):
            bed.points[other, estate][number] = D(7)
        bed.points[expert, estate][number] = D("3.6") if is_plant else D("3.7")
        tell = bed.plant if is_plant else bed.near
        why = "与全部专家均值相差 3.02 分" if is_plant else "与全部专家均值相差 2.93 分，不到 3 分"
        tell("outlier_item", why, estate, expert=expert, criterion=number)


def _bare(bed: Bed, estate: int, *, is_plant: bool) -> None:
    """Full marks ask for a reason; a tenth less does not."""
    bed.points[6, estate]["2.2"] = D(5)
    bed.points[7, estate]["2.2"] = D("4.9")
    if is_plant:
        bed.unreasoned.add((6, estate, "2.2"))
        bed.plant("reason", "2.2 给了满分而没有理由", estate, expert=6, says="2.2")
    else:
        bed.near("reason", "2.2 给了满分，写了理由", estate, expert=6)


def _impossible(bed: Bed, estate: int, index: int) -> None:
    """Three kinds of impossible points; the ends of the range are possible."""
    bad = {0: "5.1", 5: "-0.1", 10: "4.05"}.get(index)
    given = bed.points[7, estate]
    if bad:
        given["2.3"] = D(bad)
        bed.plant("out_of_range", f"{bad} 分", estate, expert=7, criterion="2.3")
    else:
        given["2.3"] = D(5)
        bed.near("out_of_range", "正好是满分", estate, expert=7, criterion="2.3")


def _copies(bed: Bed, estate: int, *, is_plant: bool) -> None:
    bed.points[9, estate] = dict(bed.points[8, estate])
    if is_plant:
        bed.plant("identical", "专家09与专家08各项相同", estate, expert=8)
        return
    bed.points[9, estate]["9.3"] -= D("0.1")
    bed.points[9, estate]["9.2"] += D("0.1")
    bed.near("identical", "总分相同，只有两项各差 0.1 分", estate, expert=8)


def _pace(bed: Bed, estate: int, *, is_plant: bool) -> None:
    """Thirteen items at two seconds each are 26 seconds."""
    least = 2 * len(RUBRIC.by_number)
    bed.mark(5, estate, seconds_spent=least - is_plant)
    tell = bed.plant if is_plant else bed.near
    tell("hasty", f"用时 {least - is_plant} 秒", estate, expert=5)
    bed.mark(6, estate, seconds_spent=3, revision=2)
    bed.near("hasty", "只用 3 秒，但只是重新打开后的更正", estate, expert=6)


def _totals(bed: Bed, estate: int, index: int) -> None:
    """Expert 1 goes a fifth of the others' mean away or just less, expert 4 a tenth or just less.

    No expert can go beyond full marks, so that the highest stand as far above as the scale allows.
    """
    plants = {0: "0.79", 2: "0.74", 4: "0.66", 5: "1.21", 9: "0.62"}
    hints = {1: "0.89", 6: "1.12"}
    wanted = {
        1: D(plants.get(index, "0.805" if index % 2 else "1.195")),
        4: D(hints.get(index, "0.903" if index % 2 else "1.097")),
    }
    for _ in range(8):
        for expert, share in wanted.items():
            bed.bring_to(expert, estate, bed.others_mean(expert, estate) * share)
    if index in plants:
        bed.plant("outlier", f"其他专家均值的 {plants[index]}", estate, expert=1, says="须书面说明")
    else:
        bed.near("outlier", "与其他专家均值相差 19.5%，不到 20%", estate, expert=1)
    if index in hints:
        bed.plant("outlier", f"其他专家均值的 {hints[index]}", estate, expert=4, says="请核对")
    else:
        bed.near("outlier", "与其他专家均值相差 9.7%，不到 10%", estate, expert=4)


def _ranges(bed: Bed, estate: int, index: int) -> None:
    """Totals that lie 14 points apart, or a tenth more; neither end is far off by itself."""
    is_plant = index in (10, 13)
    middle = bed.others_mean(1, estate).quantize(D("0.1"))
    bed.bring_to(1, estate, middle - 7)
    bed.bring_to(4, estate, middle + 7 + D("0.1") * is_plant)
    tell = bed.plant if is_plant else bed.near
    tell("range", "最高与最低相差 14.1 分" if is_plant else "最高与最低正好相差 14 分", estate)
    for expert in (1, 4):
        bed.near("outlier", "与其他专家均值相差 9%，不到 10%", estate, expert=expert)


def _objective(bed: Bed, estate: int) -> None:
    """Where all must agree one does not; 2 is no level of what is there or is not."""
    expert, number, points = OBJECTIVE.get(estate, (0, "1.1", "0"))
    if not expert:
        bed.near("objective", "各专家一致", estate, criterion=number)
        return
    bed.points[expert, estate][number] = D(points)
    bed.plant("objective", "一位专家与众不同", estate, criterion=number)
    if number == "6.1" and points == "2":
        bed.plant("out_of_range", "2 分不在分档之中", estate, expert=expert, criterion=number)


def _holes(bed: Bed) -> None:
    """Sheets that are owed, at the estate of ``TORN`` and the vetoed one."""
    del bed.points[1, TORN]
    bed.plant("missing", "没有评分表", TORN, expert=1, says="尚未评分")
    bed.mark(2, TORN, status=SheetStatus.DRAFT)
    bed.plant("missing", "评完而没有提交", TORN, expert=2, says="尚未提交")
    bed.mark(3, TORN, status=SheetStatus.DRAFT)
    del bed.points[3, TORN]["9.3"]
    bed.plant("missing", "还差一项", TORN, expert=3, says="还有 1 项")
    bed.mark(4, TORN, status=SheetStatus.VOID)
    bed.plant("missing", "作废以后没有重新评", TORN, expert=4)
    del bed.points[5, TORN]["2.1"]
    bed.plant("missing", "已提交的评分表缺一项", TORN, expert=5, says="2.1")
    bed.vetoes.append(a_veto(VETOED, county=11))
    for expert in range(1, LAST):
        bed.near("missing", "已一票否决的小区不用评", VETOED, expert=expert)
    for expert, end, remark in ((6, "满分", ""), (7, "零分", ""), (8, "满分", "逐项核对均达标")):
        for criterion in JUDGED:
            whole = criterion.max_points if end == "满分" else D(0)
            bed.points[expert, 1 if expert == 8 else TORN][criterion.number] = whole
        estate = 1 if expert == 8 else TORN
        bed.points[expert, estate].update({"1.1": D(8 * (end == "满分")), "6.1": D(4)})
        bed.mark(expert, estate, remark=remark)
    _ends(bed)


def _ends(bed: Bed) -> None:
    bed.points[7, TORN]["6.1"] = D(0)
    bed.plant("extreme", "整份满分，没有评语", TORN, expert=6, says="满分")
    bed.plant("extreme", "整份零分，没有评语", TORN, expert=7, says="零分")
    bed.near("extreme", "整份满分，写了评语", 1, expert=8)
    for criterion in RUBRIC:
        bed.points[9, 1][criterion.number] = criterion.max_points
    bed.points[9, 1]["9.1"] -= D("0.1")
    bed.near("extreme", "只差 0.1 分就是满分", 1, expert=9)
    for expert in range(1, LAST):
        bed.points[expert, 1]["1.1"] = D(8)


def _recusals(bed: Bed) -> None:
    """Scores beside every status; only a recusal in force voids them."""
    status = RecusalStatus
    for expert, estate in ((1, FEW), (2, FEW)):
        bed.recuse(expert, estate, status.CONFIRMED)
        bed.plant("recused", "已认定回避而有评分", estate, expert=expert)
    bed.recuse(3, FEW, status.DECLARED)
    bed.plant("recused", "已申报回避而有评分", FEW, expert=3)
    bed.plant("undecided_recusal", "申报之后没有认定", FEW, expert=3)
    bed.recuse(4, 37, status.HINT)
    bed.plant("undecided_recusal", "提示之后没有认定", 37, expert=4)
    bed.near("recused", "只有提示，评分有效", 37, expert=4)
    for expert, estate in ((5, 33), (6, 33), (7, 33), (5, 34), (6, 34), (7, 34)):
        undone = status.DISMISSED if estate == 33 else status.WITHDRAWN
        bed.recuse(expert, estate, undone, decision_reason="经核实不成立")
        bed.near("recused", f"回避已{undone.value}，评分有效", estate, expert=expert)
        bed.near("undecided_recusal", f"回避已{undone.value}", estate, expert=expert)
    for expert in (1, 2, 3, 4):
        bed.recuse(expert, ENOUGH, status.CONFIRMED, deputy="秘书")
        del bed.points[expert, ENOUGH]
        bed.near("recused", "已回避，没有评分", ENOUGH, expert=expert)
        bed.near("missing", "已回避，不用评", ENOUGH, expert=expert)
    bed.plant("no_deputy", "组长回避而没有指定代行的人", FEW, expert=1)
    bed.near("no_deputy", "组长回避，已指定代行的人", ENOUGH, expert=1)
    bed.near("no_deputy", "不是组长，不用代行", FEW, expert=2)
    _grounds(bed)


def _grounds(bed: Bed) -> None:
    """Interests that were declared in few words."""
    bed.recuse(9, 36, RecusalStatus.CONFIRMED, basis="邻居")
    bed.plant("unfounded_recusal", "只写了两个字，没有线索", 36, expert=9)
    bed.recuse(8, FEW, RecusalStatus.DECLARED, basis="熟人。")
    bed.plant("unfounded_recusal", "只写了两个字，没有线索", FEW, expert=8)
    bed.plant("undecided_recusal", "申报之后没有认定", FEW, expert=8)
    bed.near("unfounded_recusal", "写明了情形", FEW, expert=1)
    bed.recuse(8, 36, RecusalStatus.CONFIRMED, basis="住在隔壁单元")
    bed.near("unfounded_recusal", "正好六个字", 36, expert=8)
    bed.recuse(7, 38, RecusalStatus.DISMISSED, basis="邻居", decision_reason="相距三公里")
    bed.near("unfounded_recusal", "写得少，但已认定不成立", 38, expert=7)


def _few(bed: Bed) -> None:
    """How many can still judge: two, four and five."""
    for expert in range(1, 6):
        bed.mark(expert, TOO_FEW, abstain_reason="时间不够，没有看完材料")
        bed.near("missing", "弃权并写明了理由", TOO_FEW, expert=expert)
    bed.plant("quorum", "有效专家 2 人", TOO_FEW, says="少于规定的")
    bed.mark(4, FEW, abstain_reason="没有看到现场")
    bed.plant("quorum", "有效专家 4 人", FEW, says="少于建议的")
    bed.near("quorum", "有效专家正好 5 人", ENOUGH)


def _old_versions(bed: Bed) -> None:
    """Two counties handed in again: one before anybody scored, one when sheets were in."""
    for county, received, estates in ((9, at(11), (33, 34, 35, 36)), (10, at(4), (37, 38))):
        known = bed.submissions[county]
        bed.submissions[county + EARLIER] = known
        bed.submissions[county] = replace(known, version=2, received_at=received)
        for estate in estates:
            bed.estates[estate] = replace(bed.estates[estate], submission_version=2)
    for estate in (39, 40):
        bed.estates[estate] = replace(bed.estates[estate], submission_version=2)
    bed.plant("changed_material", "已有评分时又收到第 2 版", county=9)
    bed.near("changed_material", "评分之前收到第 2 版", county=10)
    for expert in (2, 3):
        bed.mark(expert, 35, material_version=1)
        bed.plant("old_version", "依据的是第 1 版", 35, expert=expert)
    for expert in range(1, LAST):
        bed.near("old_version", "依据的是现行的第 2 版", 37, expert=expert)


def _replaced(bed: Bed) -> None:
    """Every expert's points of an item replaced, and of another all but one expert's."""
    estate, sheets = 12, [bed.sheet(expert, 12) for expert in range(1, LAST)]
    basis = seal_sheets(sheets).check_code
    for number, experts in (("9.1", range(1, LAST)), ("9.2", range(1, LAST - 1))):
        for expert in experts:
            where = Where(estate=id_of(estate), expert=person_id(expert), criterion=number)
            bed.settlements.append(
                Settlement(
                    finding=FindingKey(f"outlier_item:{where.key}:{basis}"), where=where,
                    decision=Decision.REPLACED, reason="评审小组决定", actor="专家01",
                    settled_at=NOON,
                )
            )  # fmt: skip
    bed.plant("all_replaced", "九位专家的得分都被替换", estate, criterion="9.1")
    bed.near("all_replaced", "还留有一位专家的得分", estate, criterion="9.2")

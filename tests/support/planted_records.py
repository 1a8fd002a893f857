"""Conflicts of what the secretary's records hold beside sheets: bundles, factors and deductions."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from meihao_desktop.domain.handover import BundleState, Handover, Mark
from meihao_desktop.domain.recorded_term import RecordedTerm, TermKind
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.tally_rules import TermLimits
from tests.support.builders import NOON, a_term
from tests.support.planted_bed import Bed, a_bed, id_of, person_id
from tests.support.planted_stock import EXPERTS

D = Decimal
ESTATES = range(1, 13)
AHEAD = 5
"""So many minutes a laptop may be ahead in these moments."""


def bundles_bed() -> Bed:
    """Every expert handed in a bundle; some contradict each other, or came from odd machines."""
    bed = a_bed({estate: D("0.70") + D("0.01") * estate for estate in ESTATES}, "bundles")
    bed.estates = {number: bed.estates[number] for number in ESTATES}
    bed.rules["clock_ahead_minutes"] = AHEAD
    honest = {expert: _bundle(bed, expert) for expert in range(1, EXPERTS + 1)}
    _contradict(bed, honest)
    _turn_clocks(bed, honest)
    _share_machines(bed, honest)
    bed.handovers.extend(honest.values())
    return bed


def _contradict(bed: Bed, honest: dict[int, Handover]) -> None:
    """Another content of a sheet counts; the same one again, or one set aside, does not."""
    bed.handovers.append(_again(honest[1], 2, {1: "f" * 64}))
    bed.plant("contested", "第 2 号评分包里是另一份内容", 1, expert=1)
    bed.near("contested", "第 2 号评分包里同样的内容又来一次", 2, expert=1)
    bed.near("contested", "第 2 号评分包里同样的内容又来一次", 3, expert=1)
    aside = _again(honest[2], 2, {4: "e" * 64})
    bed.handovers.append(replace(aside, state=BundleState.SET_ASIDE))
    bed.near("contested", "另一份已由组长裁定不计", 4, expert=2)
    later = replace(honest[3].marks[4], revision=2, digest="d" * 64)
    bed.handovers.append(replace(_again(honest[3], 2, {}), marks=(later,)))
    bed.near("contested", "重新打开后的第 2 版，不是另一份第 1 版", 5, expert=3)


def _turn_clocks(bed: Bed, honest: dict[int, Handover]) -> None:
    for expert, minutes, jumps, is_found, why in (
        (4, AHEAD + 1, 0, True, "比秘书的电脑快六分钟"),
        (5, 0, 1, True, "评分期间往回拨过一次"),
        (6, AHEAD, 0, False, "正好快五分钟"),
        (7, -600, 0, False, "慢十小时，收到得晚而已"),
    ):
        made_at = honest[expert].received_at + timedelta(minutes=minutes)
        honest[expert] = replace(honest[expert], made_at=made_at, jumps=jumps)
        (bed.plant if is_found else bed.near)("clock_jump", why, expert=expert)


def _share_machines(bed: Bed, honest: dict[int, Handover]) -> None:
    for expert in (8, 9):
        honest[expert] = replace(honest[expert], machine="shared")
    bed.plant("shared_machine", "两位专家轮流用一台电脑", says="专家08、专家09")
    bed.near("shared_machine", "一位专家先后交来两份", says=honest[1].machine)
    aside = replace(_again(honest[5], 2, {}), machine=honest[4].machine)
    bed.handovers.append(replace(aside, state=BundleState.SET_ASIDE))
    bed.near("shared_machine", "另一位的那份已裁定不计", says=honest[4].machine)


def _bundle(bed: Bed, expert: int) -> Handover:
    """What an honest laptop hands in: all sheets, just as they stand in the records."""
    marks = tuple(
        Mark(estate=id_of(estate), revision=1, digest=bed.sheet(expert, estate).digest)
        for estate in ESTATES
    )
    return Handover(
        digest=f"{expert}-1", expert=person_id(expert), serial=1, machine=f"laptop{expert}",
        fingerprint="f", pack_serial=1, log_seq=9, log_head="h", jumps=0, made_at=NOON,
        received_at=NOON, state=BundleState.OPENED, marks=marks,
    )  # fmt: skip


def _again(bundle: Handover, serial: int, others: dict[int, str]) -> Handover:
    """A further bundle of the same expert, with another content for these estates."""
    digests = {id_of(estate): digest for estate, digest in others.items()}
    marks = tuple(replace(m, digest=digests.get(m.estate, m.digest)) for m in bundle.marks)
    return replace(bundle, digest=f"{bundle.digest}-{serial}", serial=serial, marks=marks)


def terms_bed() -> Bed:
    """Factors and deductions: within and beyond the limits, before and after the scores."""
    bed = a_bed({estate: D("0.70") + D("0.01") * estate for estate in ESTATES}, "terms")
    bed.estates = {number: bed.estates[number] for number in ESTATES}
    bed.rules["terms"] = TermLimits(factor_min=D("0.9"), factor_max=D("1.1"), deduction_max=D(5))
    gone = _term(3, 2).withdrawn(by="P90", confirmed_by="P01", at=NOON, reason="文件有误")
    bed.terms.extend(
        (
            _term(1, "1.05", TermKind.FACTOR), _term(2, 2, phase=Phase.COLLATING), gone,
            _term(4, 5), _term(5, "5.01"), _term(6, "1.1", TermKind.FACTOR),
            _term(7, "1.11", TermKind.FACTOR), _term(8, 3), _term(8, 3, number=2),
        )
    )  # fmt: skip
    bed.plant("term", "评分前登记的系数", 1, says="乘以系数 1.05")
    bed.plant("term", "得分公开之后登记的扣分", 2, says="与得分无关")
    bed.near("term", "评分前登记，与得分无关", 1, says="与得分无关")
    bed.near("term", "已经撤销", 3)
    bed.plant("term_withdrawn", "登记后撤销", 3, says="不计入得分")
    bed.near("term_withdrawn", "没有撤销", 4)
    bed.plant("term_limit", "扣分超过上限 0.01", 5)
    bed.near("term_limit", "扣分正好是上限", 4)
    bed.plant("term_limit", "系数超过上限 0.01", 7)
    bed.near("term_limit", "系数正好是上限", 6)
    bed.plant("term_limit", "两项扣分合起来超过上限", 8)
    bed.near("term_limit", "撤销的不计", 3)
    for estate in (9, 10, 11, 12):
        for code in ("term", "term_withdrawn", "term_limit"):
            bed.near(code, "没有登记", estate)
    return bed


def _term(
    estate: int, amount: int | str, kind: TermKind = TermKind.DEDUCTION, *, number: int = 1,
    phase: Phase = Phase.SEALED,
) -> RecordedTerm:  # fmt: skip
    return replace(a_term(1, amount, kind, number=number, phase=phase), estate=id_of(estate))

"""评分包的疑点: what the bundles themselves give reason to ask, before anybody looks at points."""

from collections.abc import Iterator
from datetime import timedelta

from meihao_desktop.domain.dossier import Dossier, sealed_digests
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.handover import LOCAL, Handover, merged


def check(dossier: Dossier) -> Iterator[Finding]:
    """Contradictions, clocks that went wrong, and machines that two experts have used."""
    counting = [each for each in dossier.handovers if each.state.counts]
    yield from _contested(dossier)
    for each in counting:
        yield from _clock(dossier, each)
    yield from _shared_machines(dossier, counting)


def _contested(dossier: Dossier) -> Iterator[Finding]:
    for contest in merged(dossier.handovers, sealed_digests(dossier)).contests:
        here = "（其中一份在秘书的电脑上封存）" if LOCAL in contest.bundles else ""
        yield Finding(
            severity=Severity.BLOCKING,
            code="contested",
            where=Where(estate=contest.estate, expert=contest.expert),
            sentence=(
                f"{dossier.panel.name(contest.expert)}对“{dossier.estate_name(contest.estate)}”"
                f"的第 {contest.revision} 版评分表有 {contest.contents} 份不同的内容{here}，"
                "都没有计入，请组长在秘书台的“交接”中裁定以哪一份为准。"
            ),
            basis="|".join(contest.bundles),
        )


def _clock(dossier: Dossier, handover: Handover) -> Iterator[Finding]:
    name = dossier.panel.name(handover.expert)
    ahead = handover.made_at - handover.received_at
    rules = dossier.review_round.rules
    told: list[str] = []
    if ahead > timedelta(minutes=rules.clock_ahead_minutes):
        told.append(f"比秘书的电脑快 {ahead // timedelta(minutes=1)} 分钟以上")
    if handover.jumps:
        each = f"每次超过 {rules.clock_back_minutes} 分钟"
        told.append(f"在评分期间往回拨了 {handover.jumps} 次（{each}）")
    if told:
        yield Finding(
            severity=Severity.WARNING,
            code="clock_jump",
            where=Where(expert=handover.expert, file=f"第 {handover.serial} 号评分包"),
            sentence=(
                f"{name}所用电脑的时钟{'，并且'.join(told)}（第 {handover.serial} 号评分包），"
                "请核对该电脑的时间，并写明原因。"
            ),
            basis=handover.digest,
        )


def _shared_machines(dossier: Dossier, counting: list[Handover]) -> Iterator[Finding]:
    for machine in sorted({each.machine for each in counting}):
        experts = sorted({each.expert for each in counting if each.machine == machine})
        if len(experts) > 1:
            names = "、".join(dossier.panel.name(expert) for expert in experts)
            yield Finding(
                severity=Severity.NOTE,
                code="shared_machine",
                where=Where(file=machine),
                sentence=(
                    f"{names}的评分包出自同一台电脑（编号 {machine}），"
                    "请确认是轮流使用，且各人都是本人登录。"
                ),
                basis="|".join(experts),
            )

"""What can be done to rules, panel and result of a round."""

import json
from collections.abc import Callable, Iterator

from meihao_desktop.exchange.canonical import canonical
from tests.support.archive_forger import ArchiveForger, Json
from tests.verifier.tampers import (
    TAMPERS,
    Tamper,
    a_recusal,
    a_settlement,
    first_sheet,
    round_rules,
    tamper,
)

# ---- rules, rubric, panel


@tamper("result.json 中的评审规则与重新推算的不同")
def trimming_changed(forger: ArchiveForger) -> None:
    round_rules(forger, lambda rules: rules["tally"]["trim"].update(minimum_experts=3))


@tamper("result.json 中的汇总与重新推算的不同")
def trimming_changed_in_records_and_result(forger: ArchiveForger) -> None:
    def change(rules: Json) -> None:
        rules["tally"]["trim"].update(minimum_experts=3)

    round_rules(forger, change)
    forger.result(lambda told: change(told["评审规则"]))


@tamper("result.json 中的入选名单与重新推算的不同")
def the_number_of_nominations_changed(forger: ArchiveForger) -> None:
    round_rules(forger, lambda rules: rules.update(nomination_quota=2, shortlist_size=3))
    forger.result(lambda told: told["评审规则"].update(nomination_quota=2, shortlist_size=3))


@tamper("result.json 中的评审规则与重新推算的不同")
def the_rules_changed_in_the_result(forger: ArchiveForger) -> None:
    forger.result(lambda told: told["评审规则"].update(county_cap=1))


@tamper("的内容与校验码不符")
def the_rubric_changed(forger: ArchiveForger) -> None:
    ((text,),) = forger.rows("SELECT body FROM rubric")
    rubric = json.loads(text)
    rubric["sections"][0]["criteria"][0]["max_points"] = "50"
    forger.change_history("rubric", {"id": 1}, body=canonical(rubric).decode())
    forger.settle_log(with_result=True)


@tamper("result.json 中的专家与重新推算的不同")
def an_expert_replaced_afterwards(forger: ArchiveForger) -> None:
    forger.change_history("person", {"id": "P05"}, seat='{"replaced_by":"P09"}')
    forger.settle_log()


@tamper("result.json 中的小区与重新推算的不同")
def an_estate_renamed(forger: ArchiveForger) -> None:
    ((estate,),) = forger.rows("SELECT id FROM estate LIMIT 1")
    forger.change_history("estate", {"id": estate}, name="改名花园")
    forger.settle_log()


@tamper("result.json 中的登记与重新推算的不同", on_sample=True)
def a_recusal_dismissed_afterwards(forger: ArchiveForger) -> None:
    forger.change_history("recusal", a_recusal(forger), status="DISMISSED")
    forger.settle_log()


@tamper("result.json 中的登记与重新推算的不同", on_sample=True)
def a_recusal_removed(forger: ArchiveForger) -> None:
    forger.remove_history("recusal", a_recusal(forger))
    forger.settle_log()


@tamper("result.json 中的一票否决与重新推算的不同")
def a_veto_added(forger: ArchiveForger) -> None:
    ((estate,),) = forger.rows("SELECT id FROM estate LIMIT 1")
    forger.add_history(
        "veto", 2, estate=estate, ground="安全事故", happened_on="2025-01-01", document="无",
        confirmed_by="P01", confirmed_at="2025-09-10T00:00:00+00:00",
    )  # fmt: skip
    forger.settle_log()


@tamper("result.json 中的汇总与重新推算的不同")
def a_deduction_added(forger: ArchiveForger) -> None:
    ((estate,),) = forger.rows("SELECT id FROM estate LIMIT 1")
    forger.add_history(
        "recorded_term", 2, estate=estate, number=1, kind="DEDUCTION", amount="1", reason="无",
        document="无", dated_on="2025-09-01", recorded_by="P01", confirmed_by="P02",
        recorded_at="2025-09-01T00:00:00+00:00", phase="RECEIVING", withdrawn_by="",
        withdrawal_confirmed_by="", withdrawn_at=None, withdrawal_reason="",
    )  # fmt: skip
    forger.settle_log()


@tamper("result.json 中的评分表与重新推算的不同")
def a_sheet_declared_void(forger: ArchiveForger) -> None:
    forger.change_history("score_sheet", first_sheet(forger), status="VOID")
    forger.settle_log()


@tamper("result.json 中的得分与重新推算的不同", on_sample=True)
def a_replacement_withdrawn(forger: ArchiveForger) -> None:
    where = a_settlement(forger, "REPLACED")
    forger.change_history("settlement", where, decision="ACKNOWLEDGED")
    forger.settle_log()


@tamper("result.json 中的名次与重新推算的不同", on_sample=True)
def the_vote_on_a_tie_turned_round(forger: ArchiveForger) -> None:
    where = a_settlement(forger, "ORDERED")
    ((order,),) = forger.rows("SELECT \"order\" FROM settlement WHERE decision = 'ORDERED'")
    turned = canonical(json.loads(order)[::-1]).decode()
    forger.change_history("settlement", where, order=turned)
    forger.settle_log()


@tamper("数据表 settlement 的", on_sample=True)
def a_settlement_changed_in_the_table(forger: ArchiveForger) -> None:
    forger.change_row("settlement", a_settlement(forger, "REPLACED"), reason="另有理由")
    forger.settle_log()


# ---- the result


def _results() -> Iterator[tuple[str, str, Callable[[Json], object]]]:
    yield "places swapped", "名次", lambda t: t["名次"][0].update(estate=t["名次"][1]["estate"])
    yield "a cut line moved", "入选名单", lambda t: t["入选名单"][0]["inside"].append("C02-E01")
    yield "a runner up removed", "递补名单", lambda t: t["递补名单"].pop()
    yield "a total changed", "汇总", lambda t: _first(t["汇总"])["totals"].update(P03="99")
    yield "a figure changed", "汇总", lambda t: _first(t["汇总"]).update(final="99")
    yield "a counted point changed", "得分", lambda t: _cells(t).update({_first_key(t): "1"})
    yield "the source of a point changed", "得分", lambda t: _sheet(t)["settled"].update(a="b")
    yield "the revision of a sheet changed", "得分", lambda t: _sheet(t).update(revision=9)
    yield "a sheet left out", "评分表", lambda t: t["评分表"].pop()
    yield "a digest changed", "评分表", lambda t: t["评分表"][0].update(digest="0" * 64)
    yield "the title changed", "评审", lambda t: t["评审"].update(title="另一次评审")
    yield "the head changed", "留痕链末端", lambda t: t["留痕链末端"].update(head="0" * 64)
    yield "the key changed", "评审密钥", lambda t: t.update(评审密钥="00" * 32)
    yield "a certificate left out", "登记", lambda t: t["登记"]["certificate"].pop()
    yield "an expert left out", "专家", lambda t: t["专家"].pop()
    yield "an estate called unranked", "未排名", lambda t: t["未排名"].append("C01-E01")


def _first(told: Json) -> Json:
    return next(iter(told.values()))


def _sheet(told: Json) -> Json:
    return _first(_first(told["得分"]))


def _cells(told: Json) -> Json:
    return _sheet(told)["cells"]


def _first_key(told: Json) -> str:
    return next(iter(_cells(told)))


for _name, _part, _change in _results():
    TAMPERS.append(
        Tamper(
            f"in the result: {_name}",
            lambda forger, change=_change: forger.result(change),  # type: ignore[misc]
            f"result.json 中的{_part}与重新推算的不同",
        )
    )

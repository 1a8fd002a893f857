"""Ways to cheat with an archive, each with the sentence by which the verifier tells it.

Whoever does them has the key of the round and makes manifest and chain fit again wherever that
helps; only the experts' keys and the paper are out of reach.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from meihao_desktop.domain.certificate import Credential
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.signing_keys import SigningKey
from tests.support.archive_forger import ArchiveForger

Act = Callable[[ArchiveForger], None]
OTHER = SigningKey(bytes(range(32)))
PAPER = "paper"


@dataclass(frozen=True)
class Tamper:
    """One way to cheat; ``on_sample`` where it needs recusals, settlements or a tie.

    ``needs_paper`` where nothing but the head on inked paper can tell.
    """

    name: str
    act: Act
    sentence: str
    on_sample: bool = False
    needs_paper: bool = False


TAMPERS: list[Tamper] = []


def tamper(sentence: str, *, on_sample: bool = False, needs_paper: bool = False) -> Any:
    def keep(act: Act) -> Act:
        name = act.__name__.replace("_", " ")
        TAMPERS.append(Tamper(name, act, sentence, on_sample, needs_paper))
        return act

    return keep


def first_sheet(forger: ArchiveForger) -> dict[str, Any]:
    ((expert, estate, revision),) = forger.rows(
        "SELECT expert, estate, revision FROM score_sheet WHERE digest <> '' "
        "ORDER BY expert, estate LIMIT 1"
    )
    return {"expert": expert, "estate": estate, "revision": revision}


def first_cell(forger: ArchiveForger) -> dict[str, Any]:
    sheet = first_sheet(forger)
    ((criterion,),) = forger.rows(
        "SELECT min(criterion) FROM score_cell WHERE expert = '{expert}' AND estate = '{estate}' "
        "AND revision = {revision}".format(**sheet)
    )
    return {**sheet, "criterion": criterion}


def round_rules(forger: ArchiveForger, change: Callable[[Any], object]) -> None:
    ((text,),) = forger.rows("SELECT rules FROM review_round")
    rules = json.loads(text)
    change(rules)
    forger.change_history("review_round", {"id": 1}, rules=canonical(rules).decode())
    forger.settle_log()


# ---- what anybody with the stick can do


@tamper("“round.db”与清单不符")
def one_byte_of_the_records(forger: ArchiveForger) -> None:
    data = bytearray((forger.folder / "round.db").read_bytes())
    data[5000] ^= 1
    forger.write("round.db", bytes(data))


@tamper("缺少清单中的“papers/")
def a_paper_removed(forger: ArchiveForger) -> None:
    (forger.folder / forger.names("papers")[0]).unlink()


@tamper("多出清单之外的“补充说明.txt”")
def a_file_added(forger: ArchiveForger) -> None:
    forger.write("补充说明.txt", b"added")


@tamper("多出清单之外的“papers/more.pdf”")
def a_paper_added(forger: ArchiveForger) -> None:
    forger.write("papers/more.pdf", b"%PDF-1.7")


@tamper("多出清单之外的“extra”")
def an_empty_folder_added(forger: ArchiveForger) -> None:
    (forger.folder / "extra").mkdir()


@tamper("与清单不符")
def two_papers_swapped(forger: ArchiveForger) -> None:
    one, other, *_ = forger.names("papers")
    forger.swap(one, other)


@tamper("缺少清单中的“materials/")
def a_material_renamed(forger: ArchiveForger) -> None:
    file = forger.folder / forger.names("materials")[0]
    file.rename(file.with_name("0" * 64))


@tamper("清单的签名与清单不符")
def the_manifest_changed_without_the_key(forger: ArchiveForger) -> None:
    told = forger.manifest()
    told["files"][0]["size"] += 1
    forger.write("manifest.json", canonical(told))


@tamper("清单的签名与清单不符")
def a_line_added_to_the_signature(forger: ArchiveForger) -> None:
    forger.write("manifest.sig", (forger.folder / "manifest.sig").read_bytes() + b"\n")


@tamper("签署清单的密钥不是清单所写的评审密钥")
def the_manifest_signed_with_another_key(forger: ArchiveForger) -> None:
    forger.seal(forger.manifest(), key=OTHER)


@tamper("评审密钥不是签署清单的那一把")
def the_manifest_signed_with_another_key_that_it_names(forger: ArchiveForger) -> None:
    forger.seal({**forger.manifest(), "event_key": OTHER.public_key}, key=OTHER)


@tamper("写法不唯一")
def the_manifest_written_in_another_way(forger: ArchiveForger) -> None:
    forger.seal(json.dumps(forger.manifest(), ensure_ascii=False, sort_keys=True).encode())


# ---- what the keeper of the round's key can do to the files


@tamper("result.json 不是清单所写的那一份")
def a_result_that_the_manifest_does_not_name(forger: ArchiveForger) -> None:
    told = json.loads((forger.folder / "result.json").read_bytes())
    told["并列步骤"] = ["随意"]
    digest = forger.manifest()["result"]
    forger.write("result.json", canonical(told))
    forger.resign(result=digest)


@tamper("材料文件与评审数据中登记的不是同一批")
def a_material_replaced(forger: ArchiveForger) -> None:
    forger.write(forger.names("materials")[0], b"another material")
    forger.resign()


@tamper("材料文件与评审数据中登记的不是同一批")
def a_material_left_out(forger: ArchiveForger) -> None:
    (forger.folder / forger.names("materials")[0]).unlink()
    forger.resign()


@tamper("材料文件与评审数据中登记的不是同一批")
def a_material_that_nobody_handed_in(forger: ArchiveForger) -> None:
    data = b"a late material"
    forger.write(f"materials/{sha256(data).hexdigest()}", data)
    forger.resign()


@tamper("不是当时收发的那一份")
def a_bundle_replaced_by_that_of_another_expert(forger: ArchiveForger) -> None:
    one, other = (f"bundles/{d}.meihao" for (d,) in _bundles(forger)[:2])
    forger.write(one, (forger.folder / other).read_bytes())
    forger.resign()


@tamper("读不下去")
def a_bundle_left_out(forger: ArchiveForger) -> None:
    (forger.folder / f"bundles/{_bundles(forger)[0][0]}.meihao").unlink()
    forger.resign()


@tamper("不是当时收发的那一份")
def a_pack_replaced(forger: ArchiveForger) -> None:
    name = "bundles/pack-1.meihao"
    told = json.loads((forger.folder / name).read_bytes().split(b"\n", 3)[3].rpartition(b"\n")[0]
                      .rpartition(b"\n")[0])  # fmt: skip
    told["pack"]["serial"] = 2
    forger.write(name, _sealed("pack", told, forger.key))
    forger.resign()


def _bundles(forger: ArchiveForger) -> list[tuple[str]]:
    return forger.rows("SELECT digest FROM bundle_in ORDER BY expert, serial")


def _sealed(kind: str, told: Any, key: SigningKey) -> bytes:
    body = canonical(told)
    head = f"meihao//{kind}//1//Ed25519\n{key.public_key}\n{len(body)}\n".encode()
    return head + body + f"\n{key.sign(kind, body)}\n".encode()


def _replace_bundle(forger: ArchiveForger, change: Callable[[Any], object], key: SigningKey) -> str:
    """The first bundle written anew, and its record with it; gives the new digest."""
    old = _bundles(forger)[0][0]
    file = forger.folder / f"bundles/{old}.meihao"
    rest = file.read_bytes().split(b"\n", 3)[3]
    told = json.loads(rest[: rest.rindex(b"\n", 0, len(rest) - 1)])
    change(told["bundle"])
    data = _sealed("bundle", told, key)
    new = sha256(data).hexdigest()
    file.unlink()
    forger.write(f"bundles/{new}.meihao", data)
    forger.sql("UPDATE bundle_in SET digest = ? WHERE digest = ?", new, old)

    def renamed(body: Any) -> None:
        for name, key_, _ in body["changes"]:
            if name == "bundle_in" and key_ == [old]:
                key_[0] = new

    forger.rehash(renamed)
    forger.settle_log()
    return new


@tamper("不是应当签署它的密钥签署的")
def a_bundle_written_anew_with_the_event_key(forger: ArchiveForger) -> None:
    _replace_bundle(forger, lambda bundle: bundle.update(serial=7), forger.key)


@tamper("不是应当签署它的密钥签署的")
def a_bundle_written_anew_with_any_key(forger: ArchiveForger) -> None:
    _replace_bundle(forger, lambda bundle: bundle.update(serial=7), OTHER)


# ---- the records, with the manifest signed anew


@tamper("数据表 score_cell 的")
def points_changed_in_the_table(forger: ArchiveForger) -> None:
    forger.change_row("score_cell", first_cell(forger), points=100)
    forger.settle_log()


@tamper("的内容与校验码不符")
def points_changed_with_their_history(forger: ArchiveForger) -> None:
    forger.change_history("score_cell", first_cell(forger), points=100)
    forger.settle_log(with_result=True)


@tamper("的内容与校验码不符")
def a_reason_changed_with_its_history(forger: ArchiveForger) -> None:
    forger.change_history("score_cell", first_cell(forger), reason="另有理由")
    forger.settle_log(with_result=True)


@tamper("的签名与内容不符")
def a_sheet_changed_and_sealed_anew(forger: ArchiveForger) -> None:
    forger.change_history("score_sheet", first_sheet(forger), digest="1" * 64)
    forger.settle_log(with_result=True)


@tamper("的签名与内容不符")
def a_sheet_s_signature_made_with_the_event_key(forger: ArchiveForger) -> None:
    sheet = first_sheet(forger)
    ((digest, fingerprint),) = forger.rows(
        "SELECT digest, fingerprint FROM sheet_signature WHERE expert = '{expert}' AND "
        "estate = '{estate}' AND revision = {revision}".format(**sheet)
    )
    body = {
        **sheet,
        "digest": digest,
        "fingerprint": fingerprint,
        "round_id": forger.manifest()["round"]["id"],
    }
    signature = forger.key.sign("sheet", canonical(body))
    forger.change_history("sheet_signature", sheet, signature=signature)
    forger.settle_log(with_result=True)


@tamper("的签名密钥没有发给这位专家的证书")
def a_signature_under_the_name_of_the_event_key(forger: ArchiveForger) -> None:
    print_ = forger.key.fingerprint
    forger.change_history("sheet_signature", first_sheet(forger), fingerprint=print_)
    forger.settle_log(with_result=True)


@tamper("没有签名")
def a_signature_removed(forger: ArchiveForger) -> None:
    forger.remove_history("sheet_signature", first_sheet(forger))
    forger.settle_log(with_result=True)


@tamper("有签名，却没有")
def a_sealed_sheet_made_a_draft(forger: ArchiveForger) -> None:
    forger.change_history("score_sheet", first_sheet(forger), digest="", status="DRAFT")
    forger.settle_log(with_result=True)


@tamper("的内容与校验码不符")
def two_experts_swapped(forger: ArchiveForger) -> None:
    one, other = (x for (x,) in forger.rows("SELECT DISTINCT expert FROM score_cell LIMIT 2"))
    swap = {one: other, other: one}
    forger.sql(
        "UPDATE score_cell SET expert = CASE expert WHEN ? THEN ? ELSE ? END "
        "WHERE expert IN (?, ?)", one, other, one, one, other,
    )  # fmt: skip

    def change(body: Any) -> None:
        for name, key, _ in body["changes"]:
            if name == "score_cell":
                key[0] = swap.get(key[0], key[0])

    forger.rehash(change)
    forger.settle_log()


@tamper("数据表 score_sheet 的")
def a_row_cloned(forger: ArchiveForger) -> None:
    sheet = first_sheet(forger)
    forger.sql(
        "INSERT INTO score_sheet SELECT expert, estate, revision + 1, status, remark, "
        "material_version, abstain_reason, digest, submitted_at, seconds_spent, reopen_reason, "
        "open_criteria FROM score_sheet WHERE expert = ? AND estate = ? AND revision = ?",
        *sheet.values(),
    )
    forger.settle_log()


@tamper("数据表的结构与留痕记录不符")
def a_trigger_removed(forger: ArchiveForger) -> None:
    forger.sql("DROP TABLE IF EXISTS nothing")
    forger.sql_many([("CREATE INDEX more ON estate (name)", ())])
    forger.settle_log()


# ---- the chain


@tamper("末尾的记录被删去或添加")
def the_last_events_removed(forger: ArchiveForger) -> None:
    forger.sql("DELETE FROM event WHERE seq > (SELECT max(seq) - 3 FROM event)")
    forger.resign()


@tamper("与留痕记录不符")
def the_last_events_removed_and_the_head_told_anew(forger: ArchiveForger) -> None:
    forger.sql("DELETE FROM event WHERE seq > (SELECT max(seq) - 3 FROM event)")
    forger.settle_log()


@tamper("号记录缺失或编号不符")
def an_event_in_the_middle_removed(forger: ArchiveForger) -> None:
    forger.sql("DELETE FROM event WHERE seq = 20")
    forger.settle_log()


@tamper("号记录的内容与它的校验值不符")
def an_event_told_otherwise(forger: ArchiveForger) -> None:
    forger.sql('UPDATE event SET body = replace(body, \'"actor":"P01"\', \'"actor":"P02"\')')
    forger.settle_log()


@tamper("号记录与前一条衔接不上")
def an_event_told_otherwise_with_a_hash_that_fits(forger: ArchiveForger) -> None:
    ((before, text),) = forger.rows("SELECT prev_hash, body FROM event WHERE seq = 20")
    body = canonical({**json.loads(text), "subject": "else"}).decode()
    head = sha256(f"{before}{body}".encode()).hexdigest()
    forger.sql("UPDATE event SET body = ?, hash = ? WHERE seq = 20", body, head)
    forger.settle_log()


@tamper("号记录缺失或编号不符")
def two_events_in_another_order(forger: ArchiveForger) -> None:
    forger.sql("UPDATE event SET seq = -1 WHERE seq = 20")
    forger.sql("UPDATE event SET seq = 20 WHERE seq = 21")
    forger.sql("UPDATE event SET seq = 21 WHERE seq = -1")
    forger.settle_log()


@tamper("整套记录被重新制作过", needs_paper=True)
def a_history_in_which_somebody_else_acted(forger: ArchiveForger) -> None:
    def change(body: Any) -> None:
        if body["seq"] == 30:
            body["subject"] = "else"

    forger.rehash(change)
    forger.settle_log(with_result=True)


@tamper("整套记录被重新制作过", on_sample=True, needs_paper=True)
def a_settlement_that_never_was(forger: ArchiveForger) -> None:
    forger.remove_history("settlement", _settlement(forger, "REPLACED"))
    forger.settle_log(with_result=True)


@tamper("整套记录被重新制作过", on_sample=True, needs_paper=True)
def a_recusal_that_never_was(forger: ArchiveForger) -> None:
    forger.remove_history("recusal", _recusal(forger))
    forger.settle_log(with_result=True)


def _settlement(forger: ArchiveForger, decision: str) -> dict[str, Any]:
    found = forger.rows(
        "SELECT finding FROM settlement WHERE decision = "
        f"'{decision}' ORDER BY finding"
    )  # fmt: skip
    return {"finding": found[0][0]}


def _recusal(forger: ArchiveForger) -> dict[str, Any]:
    ((expert, estate),) = forger.rows("SELECT expert, estate FROM recusal LIMIT 1")
    return {"expert": expert, "estate": estate}


# ---- keys and certificates


def _certificate(forger: ArchiveForger) -> tuple[dict[str, Any], dict[str, Any]]:
    ((name, body),) = forger.rows(
        "SELECT fingerprint, body FROM certificate ORDER BY fingerprint LIMIT 1"
    )
    return {"fingerprint": name}, json.loads(body)


def _certify(forger: ArchiveForger, key: SigningKey, **told: str) -> None:
    where, body = _certificate(forger)
    text = canonical(Credential.read({**body, **told}).body())
    signature = key.sign("certificate", text)
    forger.change_history("certificate", where, body=text.decode(), signature=signature)
    forger.settle_log(with_result=True)


@tamper("与密钥、专家、电脑或本次评审不符")
def a_certificate_of_another_round(forger: ArchiveForger) -> None:
    _certify(forger, forger.key, round_id="ab" * 32)


@tamper("与密钥、专家、电脑或本次评审不符")
def a_certificate_for_another_expert(forger: ArchiveForger) -> None:
    person = "P04" if _certificate(forger)[1]["person"] != "P04" else "P05"
    _certify(forger, forger.key, person=person)


@tamper("不是本次评审的密钥签发的")
def a_certificate_signed_by_another_key(forger: ArchiveForger) -> None:
    _certify(forger, OTHER)


@tamper("与密钥、专家、电脑或本次评审不符")
def an_expert_s_public_key_replaced(forger: ArchiveForger) -> None:
    forger.change_history("signing_key", _certificate(forger)[0], public_key=OTHER.public_key)
    forger.settle_log(with_result=True)


@tamper("评审密钥不是签署清单的那一把")
def a_second_event_key(forger: ArchiveForger) -> None:
    forger.add_history(
        "signing_key", 1, fingerprint=OTHER.fingerprint, purpose="EVENT", owner="", machine="x",
        algorithm="Ed25519", public_key=OTHER.public_key, made_at="2025-01-01T00:00:00+00:00",
        retired_at=None,
    )  # fmt: skip
    forger.settle_log()


# ---- rules, rubric, panel


@tamper("result.json 中的评审规则与重新推算的不同")
def trimming_changed(forger: ArchiveForger) -> None:
    round_rules(forger, lambda rules: rules["tally"]["trim"].update(minimum_experts=3))


@tamper("result.json 中的汇总与重新推算的不同")
def trimming_changed_in_records_and_result(forger: ArchiveForger) -> None:
    def change(rules: Any) -> None:
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
    forger.change_history("recusal", _recusal(forger), status="DISMISSED")
    forger.settle_log()


@tamper("result.json 中的登记与重新推算的不同", on_sample=True)
def a_recusal_removed(forger: ArchiveForger) -> None:
    forger.remove_history("recusal", _recusal(forger))
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
    where = _settlement(forger, "REPLACED")
    forger.change_history("settlement", where, decision="ACKNOWLEDGED")
    forger.settle_log()


@tamper("result.json 中的名次与重新推算的不同", on_sample=True)
def the_vote_on_a_tie_turned_round(forger: ArchiveForger) -> None:
    where = _settlement(forger, "ORDERED")
    ((order,),) = forger.rows("SELECT \"order\" FROM settlement WHERE decision = 'ORDERED'")
    turned = canonical(json.loads(order)[::-1]).decode()
    forger.change_history("settlement", where, order=turned)
    forger.settle_log()


@tamper("数据表 settlement 的", on_sample=True)
def a_settlement_changed_in_the_table(forger: ArchiveForger) -> None:
    forger.change_row("settlement", _settlement(forger, "REPLACED"), reason="另有理由")
    forger.settle_log()


# ---- the result


def _results() -> Iterator[tuple[str, str, Callable[[Any], object]]]:
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


def _first(told: Any) -> Any:
    return next(iter(told.values()))


def _sheet(told: Any) -> Any:
    return _first(_first(told["得分"]))


def _cells(told: Any) -> Any:
    return _sheet(told)["cells"]


def _first_key(told: Any) -> str:
    return next(iter(_cells(told)))


for _name, _part, _change in _results():
    TAMPERS.append(
        Tamper(
            f"in the result: {_name}",
            lambda forger, change=_change: forger.result(change),  # type: ignore[misc]
            f"result.json 中的{_part}与重新推算的不同",
        )
    )

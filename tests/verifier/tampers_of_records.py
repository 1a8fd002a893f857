"""What can be done to the records of a round, its log, keys and certificates."""

import json
from hashlib import sha256
from typing import Any

from meihao_desktop.domain.certificate import Credential
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.signing_keys import SigningKey
from tests.support.archive_forger import ArchiveForger, Json
from tests.verifier.tampers import (
    OTHER,
    a_recusal,
    a_settlement,
    first_cell,
    first_sheet,
    tamper,
)

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
        "SELECT digest, fingerprint FROM sheet_signature WHERE expert = ? AND estate = ? AND "
        "revision = ?",
        *sheet.values(),
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
    for before, after in ((one, "?"), (other, one), ("?", other)):
        forger.sql("UPDATE score_cell SET expert = ? WHERE expert = ?", after, before)

    def change(body: Json) -> None:
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
def an_index_added(forger: ArchiveForger) -> None:
    forger.sql("CREATE INDEX more ON estate (name)")
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
    def change(body: Json) -> None:
        if body["seq"] == 30:
            body["subject"] = "else"

    forger.rehash(change)
    forger.settle_log(with_result=True)


@tamper("整套记录被重新制作过", on_sample=True, needs_paper=True)
def a_settlement_that_never_was(forger: ArchiveForger) -> None:
    forger.remove_history("settlement", a_settlement(forger, "REPLACED"))
    forger.settle_log(with_result=True)


@tamper("整套记录被重新制作过", on_sample=True, needs_paper=True)
def a_recusal_that_never_was(forger: ArchiveForger) -> None:
    forger.remove_history("recusal", a_recusal(forger))
    forger.settle_log(with_result=True)


# ---- keys and certificates


def _certificate(forger: ArchiveForger) -> tuple[dict[str, Any], dict[str, Any]]:
    ((name, issuer, body),) = forger.rows(
        "SELECT fingerprint, issuer, body FROM certificate ORDER BY fingerprint LIMIT 1"
    )
    return {"fingerprint": name, "issuer": issuer}, json.loads(body)


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
    where = {"fingerprint": _certificate(forger)[0]["fingerprint"]}
    forger.change_history("signing_key", where, public_key=OTHER.public_key)
    forger.settle_log(with_result=True)


def _enter_event_key(forger: ArchiveForger, *, retired_at: str | None = None) -> None:
    forger.add_history(
        "signing_key", 1, fingerprint=OTHER.fingerprint, purpose="EVENT", owner="", machine="x",
        algorithm="Ed25519", public_key=OTHER.public_key, made_at="2025-01-01T00:00:00+00:00",
        retired_at=retired_at,
    )  # fmt: skip


@tamper("评审密钥不是签署清单的那一把")
def a_second_event_key(forger: ArchiveForger) -> None:
    _enter_event_key(forger)
    forger.settle_log()


@tamper("或有一把没有更换记录")
def an_earlier_event_key_that_nobody_replaced(forger: ArchiveForger) -> None:
    _enter_event_key(forger, retired_at="2025-01-02T00:00:00+00:00")
    forger.settle_log()


ALONE = "P01"


def _take_over(forger: ArchiveForger, *, event: str, witness: str) -> None:
    """Another key takes the place of the round's, and signs the archive."""
    ((old,),) = forger.rows("SELECT fingerprint FROM signing_key WHERE purpose = 'EVENT'")
    at = "2025-01-02T00:00:00+00:00"
    forger.change_history("signing_key", {"fingerprint": old}, retired_at=at)
    _enter_event_key(forger)
    forger.add_history(
        "key_change", 1, fingerprint=OTHER.fingerprint, replaced=old, cause="LOST",
        reason="丢失", replaced_by=ALONE, witness=witness, replaced_at=at,
    )  # fmt: skip
    ((last,),) = forger.rows("SELECT max(seq) FROM event")

    def renamed(body: Json) -> None:
        if body["seq"] == last:
            body["event"] = event

    forger.rehash(renamed)
    forger.key = OTHER
    forger.settle_log(with_result=witness != ALONE)  # the program reads no such row
    forger.resign(event_key=OTHER.public_key)


@tamper("不是由两个人按步骤更换的")
def an_event_key_that_took_over_without_a_replacement(forger: ArchiveForger) -> None:
    _take_over(forger, event="enter_event_key", witness="P02")


@tamper("不是由两个人按步骤更换的")
def an_event_key_that_one_person_replaced(forger: ArchiveForger) -> None:
    _take_over(forger, event="replace_event_key", witness=ALONE)


@tamper("整套记录被重新制作过", needs_paper=True)
def an_event_key_replaced_in_a_history_made_anew(forger: ArchiveForger) -> None:
    _take_over(forger, event="replace_event_key", witness="P02")

"""开封记录: what is compared later stands on it in full, and the key in large type."""

from dataclasses import replace
from datetime import timedelta

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.opening import opening_lines, rule_lines, seal_rules
from meihao_desktop.domain.panel import ReviewPanel, Role
from meihao_desktop.domain.review_round import Phase, RoundRules
from meihao_desktop.domain.seal import seal_rubric
from meihao_desktop.domain.signature import ChangeCause, KeyChange, KeyPurpose, PublicKey
from meihao_desktop.domain.submission import Submission
from meihao_desktop.printing.opening_pdf import LATER_TITLE, NO_KEY, TITLE, opening_pdf
from tests.printing.papers_at_hand import HEAD, STAMP, a_full_dossier, seen, squeezed
from tests.support.builders import NOON, county_id, expert_id

KEY = PublicKey(
    fingerprint="9F3A71C02B448D10", purpose=KeyPurpose.EVENT, machine="e3cbc66da60ddd09",
    algorithm="Ed25519", public_key="6f" * 32, made_at=NOON,
)  # fmt: skip
SUBMISSION = Submission(
    county=county_id(1), version=2, source_name="", container="", digest="5b" * 32,
    received_at=NOON, received_by="P90", file_count=31,
)  # fmt: skip
DOSSIER = replace(
    a_full_dossier(Phase.SEALED), round_id="0c" * 32, event_key=KEY, submissions=(SUBMISSION,)
)


def test_everything_that_is_compared_later_stands_in_full() -> None:
    text = seen(opening_pdf(DOSSIER, replace(STAMP, log_seq=101)))
    rules = DOSSIER.review_round.rules
    for digest in (
        KEY.fingerprint, KEY.public_key, "0c" * 32, HEAD, SUBMISSION.digest,
        seal_rubric(DOSSIER.rubric).digest, seal_rules(rules).digest,
    ):  # fmt: skip
        assert digest in text
    assert squeezed("第 101 号记录") in text
    assert squeezed("第 2 版，31 个文件") in text
    for person in DOSSIER.panel.people:
        assert person.name in text


LATER = NOON + timedelta(hours=3)
NEW_KEY = replace(KEY, fingerprint="17D0C4E55A90B3F2", public_key="7e" * 32, made_at=LATER)


def a_dossier_with_another_key() -> Dossier:
    people = DOSSIER.panel.people
    secretary = next(p for p in people if Role.SECRETARY in p.roles)
    observer = next(p for p in people if Role.OBSERVER in p.roles)
    change = KeyChange(
        fingerprint=NEW_KEY.fingerprint, replaced=KEY.fingerprint, cause=ChangeCause.LOST,
        reason="秘书电脑硬盘损坏，密钥文件没有另存", replaced_by=secretary.id,
        witness=observer.id, replaced_at=LATER,
    )  # fmt: skip
    return replace(
        DOSSIER, event_key=NEW_KEY, event_keys=(replace(KEY, retired_at=LATER), NEW_KEY),
        key_changes=(change,),
    )  # fmt: skip


def test_a_replaced_key_makes_it_a_supplement_that_names_all_keys_and_why() -> None:
    dossier = a_dossier_with_another_key()
    text = seen(opening_pdf(dossier, STAMP))
    assert LATER_TITLE in text
    for fingerprint in (KEY.fingerprint, NEW_KEY.fingerprint):
        assert fingerprint in text
    assert NEW_KEY.public_key in text
    assert KEY.public_key not in text
    assert squeezed("丢失或读不出：秘书电脑硬盘损坏，密钥文件没有另存") in text
    names = {person.id: person.name for person in dossier.panel.people}
    (change,) = dossier.key_changes
    assert squeezed(f"办理人{names[change.replaced_by]}，见证人{names[change.witness]}") in text
    assert LATER_TITLE not in seen(opening_pdf(DOSSIER, STAMP))
    assert TITLE in seen(opening_pdf(DOSSIER, STAMP))


def test_its_check_code_tells_whether_the_key_was_replaced_and_why() -> None:
    dossier = a_dossier_with_another_key()
    (change,) = dossier.key_changes
    others = (
        DOSSIER, dossier, replace(dossier, key_changes=()),
        replace(dossier, key_changes=(replace(change, reason="遗失"),)),
        replace(dossier, key_changes=(replace(change, witness=expert_id(1)),)),
    )  # fmt: skip
    assert len({tuple(opening_lines(each)) for each in others}) == len(others)


def test_chair_and_observer_sign_and_there_is_room_for_the_seal() -> None:
    text = seen(opening_pdf(DOSSIER, STAMP))
    assert "（盖章）" in text
    assert "组长专家01：" in text
    assert "监督员：" in text


def test_where_nobody_observes_the_secretary_signs() -> None:
    people = tuple(p for p in DOSSIER.panel.people if Role.OBSERVER not in p.roles)
    text = seen(opening_pdf(replace(DOSSIER, panel=ReviewPanel(people)), STAMP))
    assert "秘书：" in text
    assert "监督员：" not in text


def test_a_round_without_a_key_says_so() -> None:
    assert squeezed(NO_KEY) in seen(opening_pdf(replace(DOSSIER, event_key=None), STAMP))


def test_every_rule_changes_the_digest_of_the_rules() -> None:
    usual = RoundRules()
    assert seal_rules(usual) == seal_rules(RoundRules())
    assert seal_rules(replace(usual, shortlist_size=6)) != seal_rules(usual)
    assert seal_rules(replace(usual, tie_chain=())) != seal_rules(usual)
    assert len(list(rule_lines(usual))) == len(RoundRules.__dataclass_fields__)


def test_another_key_panel_or_delivery_makes_the_record_another() -> None:
    before = list(opening_lines(DOSSIER))
    for other in (
        replace(DOSSIER, event_key=replace(KEY, public_key="70" * 32)),
        replace(DOSSIER, round_id="0d" * 32),
        replace(DOSSIER, submissions=(replace(SUBMISSION, digest="5c" * 32),)),
        replace(DOSSIER, panel=ReviewPanel(DOSSIER.panel.people[:-1])),
    ):
        assert list(opening_lines(other)) != before

"""Edits with a plain SQLite shell: each is found, and each is told in a sentence of its own."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from meihao_desktop.db.errors import RecordsAltered
from meihao_desktop.db.store import Store
from meihao_desktop.operations import begin_round
from tests.db.rounds import meddle
from tests.faults.tamper_list import TAMPERS
from tests.faults.tampered import a_full_round, copied, forge, told_of
from tests.support.rounds import SteppingClock
from tests.support.sticks import at

NAMED = {name: (statements, said) for name, statements, said in TAMPERS}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_full_round(tmp_path_factory.mktemp("full") / "meeting")


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return copied(sound, tmp_path / "desk")


def without_digests(sentence: str) -> str:
    """Keys are other ones each time."""
    return re.sub(r"“[0-9a-fA-F]{16,}”", "", sentence)


def test_the_round_is_sound_before_anybody_touches_it(sound: Path) -> None:
    assert told_of(sound) == ()


@pytest.mark.parametrize("name", NAMED)
def test_an_edit_is_named_and_the_round_does_not_open(folder: Path, name: str) -> None:
    statements, said = NAMED[name]
    meddle(folder, *statements)
    told = [without_digests(fault) for fault in told_of(folder)]
    assert any(said in fault for fault in told), told
    with pytest.raises(RecordsAltered, match="记录校验未通过"):
        Store.open(folder)


def test_there_are_forty_edits_and_more_with_a_sentence_of_their_own() -> None:
    sentences = [said for _, said in NAMED.values()]
    assert len(set(sentences)) >= 60
    shared = {said for said in sentences if sentences.count(said) > 1}
    assert len(shared) <= 2, "only what is done to the schema is told alike"


def value(folder: Path, sql: str) -> str:
    with closing(sqlite3.connect(folder / "round.db")) as conn:
        return str(conn.execute(sql).fetchone()[0])


SIGNATURE = "SELECT signature FROM sheet_signature WHERE expert = 'P03' AND estate = 'C01-E01'"


def points(folder: Path) -> None:
    forge(
        folder, "set_cell", '"points":5500', '"points":5600',
        "UPDATE score_cell SET points = 5600 WHERE expert = 'P03' AND points = 5500",
    )  # fmt: skip


def a_signature(folder: Path) -> None:
    before = value(folder, SIGNATURE)
    after = before[:-2] + ("00" if before[-2:] != "00" else "11")
    forge(
        folder, "submit_sheet", before, after,
        f"UPDATE sheet_signature SET signature = '{after}' WHERE signature = '{before}'",  # noqa: S608
    )  # fmt: skip


def a_certificate(folder: Path) -> None:
    body = value(folder, 'SELECT body FROM certificate WHERE body LIKE \'%"person":"P04"%\'')
    forged = body.replace('"person":"P04"', '"person":"P05"')
    forge(
        folder, "receive_bundle", body.replace('"', '\\"'), forged.replace('"', '\\"'),
        "UPDATE certificate SET body = replace(body, '\"person\":\"P04\"', '\"person\":\"P05\"')",
    )  # fmt: skip


def a_public_key(folder: Path) -> None:
    key = value(folder, "SELECT public_key FROM signing_key WHERE owner = 'P04'")
    forged = key[::-1]
    forge(
        folder, "receive_bundle", key, forged,
        f"UPDATE signing_key SET public_key = '{forged}' WHERE owner = 'P04'",  # noqa: S608
        f"UPDATE certificate SET body = replace(body, '{key}', '{forged}')",  # noqa: S608
    )  # fmt: skip


@pytest.mark.parametrize(
    ("forgery", "said"),
    [
        (points, "与封存时的校验值不符，封存之后内容被改动过。"),
        (a_signature, "签名"),
        (a_certificate, "签名证书"),
        (a_public_key, "公钥与它的指纹不符，公钥被换过。"),
    ],
)
def test_whoever_computes_the_whole_chain_anew_is_stopped_by_the_signatures(
    folder: Path, forgery: object, said: str
) -> None:
    assert callable(forgery)
    forgery(folder)
    told = told_of(folder)
    assert any(said in fault for fault in told), told
    Store.open(folder).close()  # chain and tables agree
    with at(folder.parent / "home"), pytest.raises(RecordsAltered):
        begin_round.open_round(folder, SteppingClock())


def test_an_event_under_another_number_is_found_though_the_chain_was_computed_anew(
    folder: Path,
) -> None:
    forge(folder, "enter_secretary", '"seq":2,', '"seq":3,')
    assert told_of(folder)[0] == "第 2 号记录的内容无法读取。"


def test_a_recusal_that_was_forged_with_its_chain_differs_from_the_remembered_head(
    folder: Path,
) -> None:
    forge(
        folder, "decide_recusal", '"status":"CONFIRMED"', '"status":"WITHDRAWN"',
        "UPDATE recusal SET status = 'WITHDRAWN'",
    )  # fmt: skip
    with at(folder.parent / "home"):
        context = begin_round.open_round(folder, SteppingClock())
        told = begin_round.warning(context)
        context.store.close()
    assert "与本机上次保存的不是同一份" in told


def test_an_older_copy_that_was_put_back_is_told(sound: Path, folder: Path) -> None:
    kept = max((folder / "backups").iterdir())
    (folder / "round.db").write_bytes(kept.read_bytes())
    with at(folder.parent / "home"):
        context = begin_round.open_round(folder, SteppingClock())
        told = begin_round.warning(context)
        context.store.close()
    assert "这是较旧的副本" in told

"""The round and its rubric."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import MissingRecord, StorageError
from meihao_desktop.domain.review_round import Phase, RoundMode
from tests.db.rounds import writing
from tests.support.builders import a_plain_rubric, a_round, a_rubric


def test_a_changed_round_is_read_back_with_all_its_rules(store: Store) -> None:
    changed = replace(
        a_round(Phase.SEALED, notice_days=5, submission_deadline=date(2025, 9, 30)),
        mode=RoundMode.REHEARSAL,
        title="2025年度“美好家园”小区评审（演练）",
    )
    with writing(store):
        store.settings.save_round(changed)
    assert store.settings.review_round() == changed


def test_a_new_rubric_takes_the_place_of_the_old(store: Store) -> None:
    assert store.settings.rubric() is store.settings.rubric()
    other = a_plain_rubric(60, Decimal(40))
    with writing(store):
        store.settings.save_rubric(other)
    assert store.settings.rubric() == other
    with writing(store):
        store.settings.save_rubric(a_rubric())
    assert store.settings.rubric() == a_rubric()


def test_saving_what_is_already_kept_changes_no_row(store: Store) -> None:
    with writing(store):
        store.settings.save_round(store.settings.review_round())
        store.settings.save_rubric(store.settings.rubric())
    assert store.audit_log.events()[-1].changes == 0


def test_unreadable_rules_are_a_storage_error(store: Store) -> None:
    store._db.execute("UPDATE review_round SET rules = '{}'")
    with pytest.raises(StorageError, match="无法读取"):
        store.settings.review_round()


def test_a_missing_row_is_named(store: Store) -> None:
    store._db.execute("DELETE FROM review_round")
    store._db.execute("DELETE FROM rubric")
    with pytest.raises(MissingRecord, match="评审"):
        store.settings.review_round()
    with pytest.raises(MissingRecord, match="评分标准"):
        store.settings.rubric()

"""Checks of the machine survive closing; the newest is in force."""

from dataclasses import replace
from pathlib import Path

from meihao_desktop.db.store import Store
from meihao_desktop.domain.self_check import CheckItem
from tests.db.rounds import a_store, writing
from tests.domain.test_self_check import a_check


def test_every_check_is_kept_and_the_newest_is_in_force(folder: Path) -> None:
    first = a_check(CheckItem.POWER, POWER="备有电池")
    with a_store(folder) as store:
        assert store.self_checks.latest() is None
        assert store.self_checks.next_number() == 1
        with writing(store):
            store.self_checks.save(first)
        with writing(store):
            store.self_checks.save(replace(a_check(), number=store.self_checks.next_number()))
    with Store.open(folder) as store:
        assert store.self_checks.all() == (first, replace(a_check(), number=2))
        assert store.dossier().self_check == replace(a_check(), number=2)
        assert store.audit_log.verify().is_sound

"""Weak PINs and the price of wrong tries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from meihao_desktop.domain.pin import PinRecord, ServedWaits, TryRules, is_weak
from tests.support.builders import expert_id


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "12345",
        "1234567",
        "12a456",
        "１３５７９２",
        "111111",
        "121212",
        "112211",
        "123490",
        "904321",
        "777712",
        "907654",
        "890123",
    ],
)
def test_a_pin_that_is_easily_guessed_is_weak(pin: str) -> None:
    assert is_weak(pin)


@pytest.mark.parametrize("pin", ["135790", "123124", "777123", "902718", "321456", "890152"])
def test_other_pins_are_good(pin: str) -> None:
    assert not is_weak(pin)


def test_the_wait_doubles_after_five_free_tries() -> None:
    waits = [TryRules().wait_after(tries).total_seconds() for tries in range(11)]
    assert waits == [0, 0, 0, 0, 0, 0, 15, 30, 60, 120, 240]
    assert TryRules(first_wait=timedelta(seconds=1)).wait_after(7) == timedelta(seconds=2)


def test_the_tenth_wrong_try_locks() -> None:
    rules = TryRules()
    assert not rules.is_locked(9)
    assert rules.is_locked(10)
    assert [rules.tries_left(tries) for tries in (0, 9, 10, 11)] == [10, 1, 0, 0]


def test_a_fresh_record_knows_of_no_wrong_try() -> None:
    record = PinRecord(person=expert_id(1), phc_hash="$argon2id$")
    assert (record.failed_tries, record.token, record.was_renewed_alone) == (0, "", False)


def test_a_wait_is_served_by_a_clock_that_only_goes_on_and_begins_anew_with_each_try() -> None:
    waits, wait = ServedWaits(), timedelta(seconds=15)
    record = PinRecord(person=expert_id(1), phc_hash="", failed_tries=6)
    assert waits.left(record, wait, 100.0) == wait
    assert waits.left(record, wait, 110.0) == timedelta(seconds=5)
    assert waits.left(record, wait, 200.0) == timedelta()
    again = replace(record, failed_tries=7)
    assert waits.left(again, 2 * wait, 200.0) == 2 * wait

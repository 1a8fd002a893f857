"""Earlier rounds are kept whole, the latest first, and told in the log."""

from dataclasses import replace

from meihao_desktop.db.store import Store
from meihao_desktop.domain.earlier_round import EarlierEstate, EarlierFile
from tests.db.rounds import writing
from tests.support.builders import an_earlier_round

FILE = EarlierFile(path="门/大门.jpg", digest="a" * 64, look="0" * 32)
ESTATE = EarlierEstate(name="绿岛湖", county="博白县", is_honoured=True, files=(FILE,))


def test_what_is_remembered_comes_back_with_the_dossier(store: Store) -> None:
    older, newer = an_earlier_round(ESTATE, year=2022), an_earlier_round(year=2024)
    with writing(store):
        store.earlier_rounds.save(older)
        store.earlier_rounds.save(newer)
    assert store.dossier().earlier_rounds == (newer, older)
    assert store.audit_log.verify().faults == ()


def test_another_state_of_the_same_round_takes_its_place(store: Store) -> None:
    earlier = an_earlier_round(year=2022)
    with writing(store):
        store.earlier_rounds.save(earlier)
        store.earlier_rounds.save(replace(earlier, estates=(ESTATE,)))
    assert store.earlier_rounds.all() == (replace(earlier, estates=(ESTATE,)),)


def test_a_removed_round_is_gone_and_the_log_still_tells_of_it(store: Store) -> None:
    with writing(store):
        store.earlier_rounds.save(an_earlier_round(year=2022))
    with writing(store):
        store.earlier_rounds.remove(an_earlier_round(year=2022).id)
    assert store.earlier_rounds.all() == ()
    assert store.audit_log.verify().faults == ()

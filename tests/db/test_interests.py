"""Declarations and searches are kept as they were given, one for each expert and estate."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from meihao_desktop.db.store import Store
from meihao_desktop.domain.declaration import Declaration, HintAnswer
from meihao_desktop.domain.interests.gate import declaration_of
from meihao_desktop.domain.mention import Mention, NameSearch, mentions_in
from tests.db.rounds import a_store, writing
from tests.support.builders import a_sheet, estate_id, expert_id

NOON = datetime(2025, 9, 10, 12, 0, tzinfo=UTC)
DECLARED = Declaration(
    expert=expert_id(1),
    declared_at=NOON,
    estates=(estate_id(1),),
    answers=(HintAnswer(estate=estate_id(1), statement="同名，不是本人", is_close=True),),
)
SEARCHED = NameSearch(
    estate=estate_id(1),
    stamp="a" * 64,
    mentions=(
        Mention(
            person=expert_id(1), estate=estate_id(1), words="专家01", is_unit=False,
            file="朗悦花园/说明.docx", place="第 2 页", is_backed=True,
        ),
    ),
    unread=3,
    searched_at=NOON,
)  # fmt: skip


def test_declarations_and_searches_read_back_in_the_dossier(folder: Path) -> None:
    with a_store(folder) as store, writing(store):
        store.interests.save_declaration(DECLARED)
        store.interests.save_search(SEARCHED)
    with Store.open(folder) as store:
        dossier = store.dossier()
        assert dossier.declarations == (DECLARED,)
        assert declaration_of(dossier, expert_id(1)) == DECLARED
        assert declaration_of(dossier, expert_id(2)) is None
        assert mentions_in(dossier.name_searches) == SEARCHED.mentions
        assert store.audit_log.verify().faults == ()


def test_a_new_search_takes_the_place_of_the_former(folder: Path) -> None:
    with a_store(folder) as store:
        for search in (SEARCHED, replace(SEARCHED, stamp="b" * 64, mentions=())):
            with writing(store):
                store.interests.save_search(search)
        assert [search.stamp for search in store.interests.searches()] == ["b" * 64]
        assert mentions_in(store.dossier().name_searches) == ()
        with writing(store):
            store.score_sheets.save(a_sheet())
        assert store.audit_log.verify().faults == ()

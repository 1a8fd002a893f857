"""Materials are found again, and a figure's file is known though it belongs to the county."""

from pathlib import Path

import pytest

from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.operations import read_material
from tests.support import rounds


def test_a_kept_file_is_found_and_a_lost_one_is_named(tmp_path: Path) -> None:
    context = rounds.a_round_in(rounds.Phase.SCORING, tmp_path / "round")
    lost = Material(path="照片/大门.jpg", digest="0" * 64, size=1, kind=MaterialKind.IMAGE)
    with pytest.raises(MissingRecord, match=r"大门\.jpg"):
        read_material.material_file(context, lost)
    context.store.close()


def test_every_estate_is_told_the_shared_files_its_facts_stood_in(tmp_path: Path) -> None:
    context = rounds.a_round_in(rounds.Phase.SCORING, tmp_path / "round")
    shared = read_material.shared_sources(context)
    dossier = context.store.dossier()
    assert set(shared) == {estate.id for estate in dossier.estates}
    for estate in dossier.estates:
        sources = {fact.source.file for fact in estate.summary_facts.values()}
        assert {material.path for material in shared[estate.id]} <= sources
    context.store.close()

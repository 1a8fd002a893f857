"""Sheets that judged materials which have been replaced since."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import old_version
from tests.support.builders import a_dossier, codes


def test_a_sheet_for_an_earlier_version_is_to_be_given_again() -> None:
    dossier = a_dossier([90], experts=3)
    newer = tuple(replace(estate, submission_version=2) for estate in dossier.estates)
    again = replace(dossier.sheets[0], material_version=2)
    mixed = replace(dossier, estates=newer, sheets=(again, *dossier.sheets[1:]))
    found = list(old_version.check(mixed))
    assert [finding.where.expert for finding in found] == ["P02", "P03"]
    assert "依据的是第 1 版材料，现为第 2 版" in found[0].sentence
    assert found[0].decisions == ()
    assert codes(old_version.check(dossier)) == []

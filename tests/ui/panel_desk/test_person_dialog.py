"""The dialog of one member: what is shown, kept, and refused before it closes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.panel import Background, FormerUnit, Person, PersonId, Role
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.context import Context
from meihao_desktop.ui.panel_desk.person_dialog import PersonDialog
from tests.support.rounds import EXPERTS, a_round_in


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    opened = a_round_in(Phase.RECEIVING, tmp_path / "round")
    yield opened
    opened.store.close()


def test_the_background_is_shown_changed_and_kept(qtbot: QtBot, context: Context) -> None:
    person = context.person(EXPERTS[1])
    assert person is not None
    background = Background(
        group_company="碧桂园",
        former_units=(FormerUnit(unit="甲物业", from_year=2019), FormerUnit(unit="乙公司")),
        counties=("玉州区", "福绵区"),
        homes=("朗悦花园",),
        phone_mark="ab" * 32,
    )
    known = replace(person, background=background)
    dialog = PersonDialog(known, context.dossier().panel.people)
    qtbot.addWidget(dialog)
    assert dialog.person == known, "nothing typed, nothing changed"
    assert dialog._former.toPlainText() == "甲物业（2019—）\n乙公司"
    assert "已登记" in dialog._phone.placeholderText()
    assert "abab" not in dialog._phone.text()
    dialog._former.setPlainText("丙物业（2020-2022）")
    dialog._coached.setText("长城二花园，凯旋会花园")
    assert dialog.person.background.former_units == (
        FormerUnit(unit="丙物业", from_year=2020, until_year=2022),
    )
    assert dialog.person.background.coached == ("长城二花园", "凯旋会花园")


def test_what_cannot_be_is_told_before_the_dialog_closes(qtbot: QtBot, context: Context) -> None:
    people = context.dossier().panel.people
    blank = Person(id=PersonId("P60"), name="", roles=frozenset({Role.EXPERT}))
    dialog = PersonDialog(blank, people)
    qtbot.addWidget(dialog)
    dialog._name.setText("专家02")
    dialog._unit.setText("行业协会")
    assert "已登记过同单位的" in dialog.fault()
    dialog._phone.setText("12")
    assert "不像电话号码" in dialog.fault()
    dialog._phone.setText("")
    dialog._name.setText("专家11")
    dialog._former.setPlainText("甲物业（2022-2020）")
    assert "离开年份早于到任年份" in dialog.fault()

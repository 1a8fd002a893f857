"""Groups are typed as officials write lists."""

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.group_names import CompanyGroup
from meihao_desktop.ui.settings_desk.groups_field import GroupsField, groups_in, text_of

WORDS = st.text(alphabet="万科保利中海碧桂园", min_size=1, max_size=4)
GROUPS = st.builds(CompanyGroup, name=WORDS, words=st.lists(WORDS, max_size=3).map(tuple))


def test_every_mark_between_words_is_understood() -> None:
    assert groups_in("万科：万物云、印力，斗拱\n\n 保利 : 保利物业 ; 和悦\n中海\n：无名") == (
        CompanyGroup(name="万科", words=("万物云", "印力", "斗拱")),
        CompanyGroup(name="保利", words=("保利物业", "和悦")),
        CompanyGroup(name="中海"),
    )


@given(st.lists(GROUPS, max_size=4).map(tuple))
def test_what_is_shown_is_read_back(groups: tuple[CompanyGroup, ...]) -> None:
    assert groups_in(text_of(groups)) == groups


def test_typing_gives_groups_and_says_that_something_changed(qtbot: QtBot) -> None:
    field = GroupsField("company_groups", "集团")
    widget = field.made()
    qtbot.addWidget(widget)
    with qtbot.waitSignal(field.changed, timeout=1000):
        field.show_value((CompanyGroup(name="万科", words=("印力",)),))
    assert field.value() == (CompanyGroup(name="万科", words=("印力",)),)

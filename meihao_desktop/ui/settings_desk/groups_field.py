"""The table of enterprise groups: one line a group, its name and the other words it goes by."""

import re

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from meihao_desktop.domain.group_names import CompanyGroup
from meihao_desktop.ui import theme
from meihao_desktop.ui.settings_desk.rule_fields import RuleField

LINES = 4
_BETWEEN = re.compile(r"[、,，;；\s]+")


class GroupsField(RuleField):
    """Groups as text that an official can type: 万科：万物云、印力."""

    is_wide = True

    def made(self) -> QWidget:
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText("每行一个集团，例如　万科：万物云、印力")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(LINES * theme.metrics().line + theme.metrics().unit * 2)
        self._text.textChanged.connect(self.changed.emit)
        return self._text

    def value(self) -> tuple[CompanyGroup, ...]:
        return groups_in(self._text.toPlainText())

    def show_value(self, value: tuple[CompanyGroup, ...]) -> None:
        if self.value() != value:
            self._text.setPlainText(text_of(value))


def groups_in(text: str) -> tuple[CompanyGroup, ...]:
    """The groups in a text; a line without a colon is a group with one word."""
    found: list[CompanyGroup] = []
    for line in text.splitlines():
        name, _, words = line.replace(":", "：").partition("：")
        if name.strip():
            others = tuple(word for word in _BETWEEN.split(words) if word)
            found.append(CompanyGroup(name=name.strip(), words=others))
    return tuple(found)


def text_of(groups: tuple[CompanyGroup, ...]) -> str:
    """The same as text."""
    return "\n".join(
        f"{group.name}：{'、'.join(group.words)}" if group.words else group.name for group in groups
    )

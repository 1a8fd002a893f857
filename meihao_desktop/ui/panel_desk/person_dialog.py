"""Entering or changing one member of the round."""

from PySide6.QtWidgets import QCheckBox, QWidget

from meihao_desktop.domain.panel import Person, PersonId, PersonKind, Role
from meihao_desktop.ui.widgets.asking import line_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

OFFERED = (Role.EXPERT, Role.SECRETARY, Role.OBSERVER)


class PersonDialog(Dialog):
    """Name, roles, origin, unit and title; the chair is elected, not entered."""

    def __init__(self, person_id: PersonId, parent: QWidget | None = None) -> None:
        super().__init__("登记成员", parent, confirm="保存")
        self._id = person_id
        self._chair = False
        self._name = line_field(hint="姓名或代号")
        self._unit = line_field(hint="工作单位全称")
        self._position = line_field(hint="职务或职称")
        self._kind = ChoiceBox()
        self._roles = {role: QCheckBox(role.value) for role in OFFERED}
        for kind in PersonKind:
            self._kind.addItem(kind.value, kind)
        self._roles[Role.EXPERT].setChecked(True)
        self._lay_out_fields()

    @property
    def person(self) -> Person:
        """The member as entered."""
        roles = {role for role, box in self._roles.items() if box.isChecked()}
        if self._chair and Role.EXPERT in roles:
            roles.add(Role.PANEL_CHAIR)
        return Person(
            id=self._id,
            name=self._name.text().strip(),
            roles=frozenset(roles),
            unit=self._unit.text().strip(),
            title=self._position.text().strip(),
            kind=self._kind.currentData(),
        )

    def show_person(self, person: Person) -> None:
        self._chair = Role.PANEL_CHAIR in person.roles
        self._name.setText(person.name)
        self._unit.setText(person.unit)
        self._position.setText(person.title)
        self._kind.setCurrentIndex(self._kind.findData(person.kind))
        for role, box in self._roles.items():
            box.setChecked(role in person.roles or (role is Role.EXPERT and self._chair))

    def fault(self) -> str:
        if not self._name.text().strip():
            return "请填写姓名。"
        if not any(box.isChecked() for box in self._roles.values()):
            return "请至少选择一个角色。"
        return ""

    def _lay_out_fields(self) -> None:
        rows = FieldRows()
        for label, field in (
            ("姓名", self._name),
            ("来源", self._kind),
            ("单位", self._unit),
            ("职务", self._position),
        ):
            rows.add(label, field)
        for at, (role, box) in enumerate(self._roles.items()):
            box.setAccessibleName(role.value)
            rows.add("" if at else "角色", box)
        self.add(rows)
        self._name.setFocus()

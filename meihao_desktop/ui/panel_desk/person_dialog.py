"""Entering or changing one member of the round, with the background that interests hang on."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from meihao_desktop.domain.panel import Background, Person, PersonKind, Role
from meihao_desktop.domain.panel_list import names_in, names_told, units_in, units_told
from meihao_desktop.domain.phone import phone_digits
from meihao_desktop.operations.membership import fault_of
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.areas import hairline
from meihao_desktop.ui.widgets.asking import line_field, reason_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.text import caption, strong
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

OFFERED = (Role.EXPERT, Role.SECRETARY, Role.OBSERVER)
FOR_COMPARISON = (
    "以下各项用来提示可能的利害关系，不随评分公布。"
    "电话只留下不能直接读出号码的比对标记，保存后不再显示。"
)


class PersonDialog(Dialog):
    """Who it is, what they do here, and what is compared; the chair is elected, not entered.

    With ``is_reserve`` only somebody in reserve can be entered, as when the panel is sealed.
    """

    def __init__(
        self,
        person: Person,
        others: Sequence[Person],
        parent: QWidget | None = None,
        *,
        is_reserve: bool = False,
    ) -> None:
        heading = "登记后备专家" if is_reserve else "登记成员"
        super().__init__(f"修改 {person.name}" if person.name else heading, parent,
                         confirm="保存", width=34)  # fmt: skip
        self._base = person
        self._others = others
        self._is_reserve = is_reserve
        self._name = line_field(hint="姓名或代号")
        self._unit = line_field(hint="工作单位全称")
        self._position = line_field(hint="职务或职称")
        self._kind = ChoiceBox()
        self._group = line_field(hint="分组评审时填写，如 资料组")
        self._roles = {role: QCheckBox(role.value) for role in OFFERED}
        self._reserve = QCheckBox("后备（递补后才参加评审）")
        self._company = line_field(hint="所属集团或品牌，如 碧桂园")
        self._former = reason_field(lines=2)
        self._counties = line_field(hint="工作涉及的县（市、区），用顿号隔开")
        self._homes = line_field(hint="本人或近亲属房产、居住的小区")
        self._coached = line_field(hint="参与创建、辅导、设计或施工的小区")
        self._phone = line_field(hint="手机或座机")
        self._former.setPlaceholderText("每行一个，如：某某物业（2019—2023）")
        for kind in PersonKind:
            self._kind.addItem(kind.value, kind)
        self._lay_out_fields()
        self._show(person)

    @property
    def person(self) -> Person:
        """The member as entered."""
        roles = {role for role, box in self._roles.items() if box.isChecked()}
        if Role.PANEL_CHAIR in self._base.roles and Role.EXPERT in roles:
            roles.add(Role.PANEL_CHAIR)
        return replace(
            self._base,
            name=self._name.text().strip(),
            roles=frozenset(roles),
            unit=self._unit.text().strip(),
            title=self._position.text().strip(),
            kind=self._kind.currentData(),
            group=self._group.text().strip(),
            background=self._background(),
            seat=replace(self._base.seat, is_reserve=self._reserve.isChecked()),
        )

    @property
    def phone(self) -> str:
        """The phone as typed; only its mark will be kept."""
        return self._phone.text().strip()

    def fault(self) -> str:
        if self.phone and not phone_digits(self.phone):
            return "电话不像电话号码，请写完整的号码（至少 7 位数字）。"
        return fault_of(self.person, self._others) or ""

    def _background(self) -> Background:
        return replace(
            self._base.background,
            group_company=self._company.text().strip(),
            former_units=units_in(self._former.toPlainText()),
            counties=names_in(self._counties.text()),
            homes=names_in(self._homes.text()),
            coached=names_in(self._coached.text()),
        )

    def _show(self, person: Person) -> None:
        background = person.background
        self._name.setText(person.name)
        self._unit.setText(person.unit)
        self._position.setText(person.title)
        self._kind.setCurrentIndex(self._kind.findData(person.kind))
        self._group.setText(person.group)
        for role, box in self._roles.items():
            box.setChecked(role in person.roles or (role is Role.EXPERT and person.is_expert))
        self._reserve.setChecked(person.seat.is_reserve or self._is_reserve)
        self._company.setText(background.group_company)
        self._former.setPlainText(units_told(background.former_units).replace("；", "\n"))
        self._counties.setText(names_told(background.counties))
        self._homes.setText(names_told(background.homes))
        self._coached.setText(names_told(background.coached))
        if background.phone_mark:
            self._phone.setPlaceholderText("已登记；留空不变，重填即更换")

    def _lay_out_fields(self) -> None:
        rows = FieldRows()
        for label, field in (
            ("姓名", self._name),
            ("单位", self._unit),
            ("职务", self._position),
            ("来源", self._kind),
            ("角色", self._role_boxes()),
            ("专家组", self._group),
        ):
            rows.add(label, field)
        self.add(rows)
        self.add(hairline())
        self.add(strong("用于发现利害关系"))
        self.add(caption(FOR_COMPARISON))
        compared = FieldRows()
        for label, field in (
            ("所属集团", self._company),
            ("曾任职于", self._former),
            ("涉及县区", self._counties),
            ("房产小区", self._homes),
            ("辅导小区", self._coached),
            ("电话", self._phone),
        ):
            compared.add(label, field)
        self.add(compared)
        self._name.setFocus()

    def _role_boxes(self) -> QWidget:
        """The roles side by side, and the seat; in reserve there is only one role."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics().unit * 3)
        for role, box in self._roles.items():
            box.setAccessibleName(role.value)
            box.setEnabled(not self._is_reserve)
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self._reserve)
        self._reserve.setEnabled(not self._is_reserve)
        return holder

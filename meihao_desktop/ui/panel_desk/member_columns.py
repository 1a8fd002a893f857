"""The columns of the members' table: seat, attendance, pledge and PIN, each with its mark."""

from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.panel_list import seat_told
from meihao_desktop.operations.convene_panel import MemberRow
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column, Mark

_SEATS = {
    "正式": (Tone.GOOD, "person"),
    "后备": (Tone.NOTE, "clock"),
    "替评": (Tone.GOOD, "refresh"),
    "已更换": (Tone.PLAIN, "close"),
}


def member_columns() -> list[Column]:
    """Everything of a member that the desk acts on."""
    return [
        Column(heading="姓名", text=lambda row: row.person.name, width=4, struck=_has_left),
        Column(heading="角色", text=_role, width=3, hint=lambda row: row.person.roles_text),
        Column(heading="席位", text=_seat, width=5, mark=_seat_mark, hint=_seat_hint),
        Column(heading="到会", text=_presence, width=5, mark=_presence_mark, hint=_presence_hint),
        Column(heading="承诺", text=_pledge, width=4, mark=_pledge_mark),
        Column(heading="PIN", text=_pin, width=5, mark=_pin_mark),
        Column(heading="回避", text=lambda row: str(row.recusal_count), width=2, align=RIGHT),
        Column(
            heading="单位及职务",
            text=lambda row: f"{row.person.unit}　{row.person.title}".strip("　"),
            hint=lambda row: f"{row.person.kind.value}　{row.person.unit}　{row.person.title}",
        ),
    ]


def _has_left(row: MemberRow) -> bool:
    return bool(row.person.seat.replaced_by)


def _role(row: MemberRow) -> str:
    return Role.PANEL_CHAIR.value if Role.PANEL_CHAIR in row.person.roles else row.person.roles_text


def _seat(row: MemberRow) -> str:
    return "替评" if row.substitutes_for else seat_told(row.person) or "—"


def _seat_mark(row: MemberRow) -> Mark:
    return _SEATS.get(_seat(row), (Tone.PLAIN, ""))


def _seat_hint(row: MemberRow) -> str:
    if row.substitutes_for:
        return f"只评{'、'.join(row.substitutes_for)}"
    seat = row.person.seat
    return f"由{row.successor_name}接替：{seat.replaced_because}" if seat.replaced_by else ""


def _presence(row: MemberRow) -> str:
    seat = row.person.seat
    if seat.left_at is not None:
        return "已离会"
    return "已到" if seat.is_present else "未到"


def _presence_mark(row: MemberRow) -> Mark:
    seat = row.person.seat
    if seat.left_at is not None:
        return (Tone.WARNING, "logout")
    return (Tone.GOOD, "check") if seat.is_present else (Tone.PLAIN, "ring-plain")


def _presence_hint(row: MemberRow) -> str:
    seat = row.person.seat
    told = [f"{seat.arrived_at.astimezone():%m-%d %H:%M} 到会"] if seat.arrived_at else []
    told += [f"{seat.left_at.astimezone():%m-%d %H:%M} 离会"] if seat.left_at else []
    return "，".join(told)


def _pledge(row: MemberRow) -> str:
    if not row.person.is_expert:
        return "—"
    return "已交" if row.person.seat.pledged_at else "未交"


def _pledge_mark(row: MemberRow) -> Mark | None:
    if not row.person.is_expert:
        return None
    is_given = row.person.seat.pledged_at is not None
    return (Tone.GOOD, "check") if is_given else (Tone.PLAIN, "ring-plain")


def _pin(row: MemberRow) -> str:
    if row.is_locked:
        return "已锁定"
    return "已发放" if row.has_pin else "未发放"


def _pin_mark(row: MemberRow) -> Mark:
    if row.is_locked:
        return (Tone.BLOCKING, "lock")
    return (Tone.GOOD, "check") if row.has_pin else (Tone.WARNING, "warning")

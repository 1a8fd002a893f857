"""The command line of sticks: packs out, a seat on a laptop, bundles back."""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.operations import (
    begin_round,
    exchange_sheets,
    identify_person,
    make_packs,
    take_seat,
)
from meihao_desktop.operations.context import Context, SystemClock
from meihao_desktop.operations.exchange_sheets import Outcome
from meihao_desktop.operations.seats import ReceptionDesk
from meihao_desktop.operations.take_seat import PackOffer
from meihao_desktop.operations.trust import KeyConfirmed, KeyUnconfirmed

DONE, FOUND = 0, 1

Reader = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIn:
    """How the command line lets somebody in: the arguments, the round with the person, the PIN."""

    add: Callable[[argparse.ArgumentParser], None]
    signed_in: Callable[[argparse.Namespace], AbstractContextManager[Context]]
    pin: Callable[[argparse.Namespace], str]


def add_commands(command: Reader, login: SigningIn) -> None:
    """``pack``, ``take-seat``, ``hand-over`` and ``receive``."""
    pack = command("pack", "把评审包写到 U 盘或文件夹", lambda a: _pack(a, login))
    login.add(pack)
    pack.add_argument("stick", type=Path, help="U 盘或文件夹")

    seat = command(
        "take-seat", "在专家的电脑上用评审包建立席位，或用新的评审包更新", lambda a: _seat(a, login)
    )
    login.add(seat)
    seat.add_argument("stick", type=Path, help="U 盘、文件夹或评审包本身")
    seat.add_argument("--new-key", default="", help="已与补充开封记录核对过的新密钥指纹")

    hand = command("hand-over", "把本人的评分写成评分包", lambda a: _hand_over(a, login))
    login.add(hand)
    hand.add_argument("stick", type=Path, help="U 盘或文件夹")

    receive = command("receive", "接收评分包，并列出还有谁没有交", lambda a: _receive(a, login))
    login.add(receive)
    receive.add_argument("source", type=Path, nargs="*", help="评分包文件，或放有评分包的 U 盘")
    receive.add_argument("--open", action="store_true", help="全部收齐后拆封，计入评审")


def _pack(arguments: argparse.Namespace, login: SigningIn) -> int:
    with login.signed_in(arguments) as context:
        made = make_packs.make_pack(context, arguments.stick)
    count = len(made.load.manifest.entries)
    print(f"评审包第 {made.record.serial} 号已写好并核对：{made.folder}")
    print(f"材料 {count} 份，{size_text(made.total_size)}")
    for person in made.left_out:
        print(f"{person.name}还没有 PIN，不在评审包中；发放后请重新制作。")
    return FOUND if made.left_out else DONE


def _seat(arguments: argparse.Namespace, login: SigningIn) -> int:
    offer = _newest(arguments.stick)
    if not (arguments.folder / "round.db").exists():
        expert = _expert(offer, arguments.person)
        context = take_seat.take_seat(offer.folder, arguments.folder, SystemClock(), expert)
        told = f"席位已建立：{arguments.folder}（评审包第 {offer.serial} 号）"
    else:
        context = begin_round.open_round(arguments.folder, SystemClock())
        expert = _expert(offer, arguments.person)
        told = f"席位已更新到评审包第 {offer.serial} 号，原有评分都在。"
    try:
        if take_seat.seat_desk(context).pack_serial < offer.serial:
            take_seat.renew_seat(context, offer.folder, confirmed=_confirmed(arguments, login))
        identify_person.log_in(context, expert, login.pin(arguments))
        print(told)
        print(f"秘书的密钥指纹 {offer.fingerprint}，请与开封记录核对。")
    except KeyUnconfirmed as asked:
        new = asked.news.new
        raise MeihaoError(f"{asked}核对无误后，加上 --new-key {new} 再运行一次。") from asked
    finally:
        begin_round.close_round(context)
    return DONE


def _confirmed(arguments: argparse.Namespace, login: SigningIn) -> KeyConfirmed | None:
    """The new key that the expert has compared with the paper, where one was named."""
    if not arguments.new_key:
        return None
    return KeyConfirmed(fingerprint=arguments.new_key, pin=login.pin(arguments))


def _hand_over(arguments: argparse.Namespace, login: SigningIn) -> int:
    with login.signed_in(arguments) as context:
        handed = take_seat.hand_over(context, arguments.stick, login.pin(arguments))
    print(f"评分包第 {handed.serial} 号已写好并核对：{handed.path}")
    print(f"评分表 {handed.sheets} 份。本机另存一份：{handed.kept}")
    for estate in handed.waiting:
        print(f"还没有提交：{estate.name}")
    return FOUND if handed.waiting else DONE


def _receive(arguments: argparse.Namespace, login: SigningIn) -> int:
    with login.signed_in(arguments) as context:
        files = [file for source in arguments.source for file in _files(source)]
        reception = exchange_sheets.receive(context, files)
        for row in reception.rows:
            print(f"[{row.outcome.value}] {row.file}：{row.sentence}")
            for version in row.versions:
                made = f"{version.made_at:%Y-%m-%d %H:%M:%S}"
                code = version.digest[:16].upper()
                print(f"　　第 {version.serial} 号，{made}，电脑 {version.machine}，{code}")
        if arguments.open:
            exchange_sheets.open_bundles(context)
            print("已拆封，评分计入评审。")
        desk = exchange_sheets.reception_desk(context)
    _tell_desk(desk)
    is_clean = not reception.count(Outcome.REFUSED)
    return DONE if is_clean and desk.is_complete else FOUND


def _tell_desk(desk: ReceptionDesk) -> None:
    print(f"收到 {desk.received}/{len(desk.rows)}")
    for row in desk.rows:
        missing = "、".join(estate.name for estate in row.missing)
        print(f"{row.person.name}：{row.state.value}{f'，缺 {missing}' if missing else ''}")


def _files(source: Path) -> tuple[Path, ...]:
    return exchange_sheets.bundles_on(source) if source.is_dir() else (source,)


def _newest(stick: Path) -> PackOffer:
    offers = take_seat.find_packs(stick)
    usable = [offer for offer in offers if not offer.fault]
    if not usable:
        faults = "".join(offer.fault for offer in offers)
        raise MeihaoError(faults or f"“{stick}”中没有评审包，请核对 U 盘。")
    return usable[0]


def _expert(offer: PackOffer, wanted: str) -> PersonId:
    found = [each.id for each in offer.experts if wanted in (each.id, each.name)]
    if len(found) != 1:
        known = "、".join(f"{each.name}（{each.id}）" for each in offer.experts)
        raise MeihaoError(f"评审包中没有“{wanted}”，请用 --as 写姓名或编号：{known}。")
    return found[0]

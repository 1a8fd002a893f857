"""The command line of keys: two people replace the key of a round that is lost."""

import argparse
import os

from meihao_desktop.cli_exchange import Reader, SigningIn
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.signature import ChangeCause, grouped
from meihao_desktop.operations import replace_key
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.replace_key import Replaced

DONE = 0
SECOND_PIN_VARIABLE = "MEIHAO_SECOND_PIN"


def add_commands(command: Reader, login: SigningIn) -> None:
    """``replace-key``."""
    reader = command(
        "replace-key",
        "评审密钥丢失、读不出或怀疑泄露时，由秘书和第二人更换",
        lambda a: _run(a, login),
    )
    login.add(reader)
    reader.add_argument("--with", dest="second", required=True, help="第二人：组长或监督员")
    reader.add_argument(
        "--second-pin", default="", help=f"第二人的 PIN（或用环境变量 {SECOND_PIN_VARIABLE}）"
    )
    reader.add_argument("--reason", required=True, help="理由，写入记录并打印")
    reader.add_argument("--feared", action="store_true", help="密钥还在，但怀疑泄露")


def _run(arguments: argparse.Namespace, login: SigningIn) -> int:
    pin = arguments.second_pin or os.environ.get(SECOND_PIN_VARIABLE, "")
    if not pin:
        raise MeihaoError(f"请用 --second-pin 或环境变量 {SECOND_PIN_VARIABLE} 提供第二人的 PIN。")
    cause = ChangeCause.FEARED if arguments.feared else ChangeCause.LOST
    with login.signed_in(arguments) as context:
        witness = _witness(context, arguments.second, pin)
        done = replace_key.replace_event_key(context, cause, arguments.reason, witness)
        names = [context.dossier().panel.name(each.expert) for each in done.lost]
    _tell(done, names)
    return DONE


def _witness(context: Context, wanted: str, pin: str) -> Witness:
    people = replace_key.witnesses(context)
    found = [person.id for person in people if wanted in (person.id, person.name)]
    if len(found) != 1:
        known = "、".join(f"{person.name}（{person.id}）" for person in people)
        raise MeihaoError(f"“{wanted}”不能作第二人，请用 --with 写组长或监督员：{known}。")
    return Witness(person=found[0], pin=pin)


def _tell(done: Replaced, lost: list[str]) -> None:
    print("评审密钥已更换。")
    print(f"旧密钥指纹 {grouped(done.old.fingerprint)}")
    print(f"新密钥指纹 {grouped(done.new.fingerprint)}")
    if lost:
        print(f"再也打不开的评分包：{'、'.join(lost)}，请他们重新交回。")
    for step in done.steps:
        print(f"· {step}")

"""The command line of checking what somebody brings along."""

import argparse
from pathlib import Path

from meihao_desktop.cli_exchange import DONE, FOUND, Reader, SigningIn
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.verdict import Outcome, Verdict
from meihao_desktop.operations import check_file

HOW = "核验文书、评分包、评审包、归档、照片或二维码文字是否与记录一致"


def add_commands(command: Reader, login: SigningIn) -> None:
    """``check-file``: against an open round, an archive, or nothing."""
    check = command("check-file", HOW, lambda arguments: _check(arguments, login))
    check.add_argument("source", help="文件、文件夹、二维码文字或校验码")
    check.add_argument("--archive", type=Path, help="拿来对照的归档文件夹")
    check.add_argument("--round", dest="folder", type=Path, help="拿来对照的评审文件夹（需登录）")
    check.add_argument("--as", dest="person", default="", help="登录的人，姓名或编号")
    check.add_argument("--pin", default="", help="PIN（也可用环境变量）")


def _check(arguments: argparse.Namespace, login: SigningIn) -> int:
    verdict = _verdict(arguments, login)
    print(verdict.title)
    for sentence in verdict.sentences:
        print(sentence)
    for point in verdict.details:
        print(f"[{point.weight.value}] {point.name}：{point.told}")
    return DONE if verdict.outcome is Outcome.CURRENT else FOUND


def _verdict(arguments: argparse.Namespace, login: SigningIn) -> Verdict:
    if arguments.archive is not None and arguments.folder is not None:
        raise MeihaoError("--round 和 --archive 只能用一个，请去掉其中一个。")
    source = _source(arguments.source)
    if arguments.folder is None:
        return check_file.check(None, source, archive=arguments.archive)
    with login.signed_in(arguments) as context:
        return check_file.check(context, source)


def _source(text: str) -> Path | str:
    """A place that is there, or else a text; what looks like a file must be there."""
    place = Path(text)
    if _is_there(place):
        return place
    if "|" not in text and place.suffix:
        raise MeihaoError(f"没有找到“{text}”，请核对文件名和位置。")
    return text


def _is_there(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:  # the text of a code is longer than any name
        return False

"""The command line of archives: make one, check one."""

import argparse
from pathlib import Path

from meihao_desktop.cli_exchange import DONE, FOUND, Reader, SigningIn
from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.signature import grouped
from meihao_desktop.operations import archive_round, print_documents
from meihao_desktop.operations.print_documents import Paper


def add_commands(command: Reader, login: SigningIn) -> None:
    """``archive`` and ``verify-archive``."""
    archive = command("archive", "把定稿的评审归档到一个文件夹", lambda a: _archive(a, login))
    login.add(archive)
    archive.add_argument("place", type=Path, help="归档放在哪个文件夹或 U 盘")

    verify = command("verify-archive", "逐字节核对一份归档，并重新计算结果", _verify)
    verify.add_argument("folder", type=Path, help="归档文件夹")


def _archive(arguments: argparse.Namespace, login: SigningIn) -> int:
    with login.signed_in(arguments) as context:
        papers = print_documents.collect_all(context)
        made = archive_round.archive(context, arguments.place, papers.press)
        listed = print_documents.render(context, Paper.ARCHIVE_LIST)
        path, _ = print_documents.save(context, listed)
    print(f"已归档并读回核对：{made.place}")
    print(f"文件 {made.file_count} 个，{size_text(made.total_size)}")
    print(f"密钥指纹 {grouped(made.fingerprint)}")
    print(f"留痕链末端 第 {made.log_seq} 号 {grouped(made.log_head[:16].upper())}")
    print(f"归档目录：{path}")
    return DONE


def _verify(arguments: argparse.Namespace) -> int:
    found = archive_round.check(arguments.folder)
    log = found.opened.told["log"]
    print(f"文件 {len(found.opened.parts)} 个，与签名的清单一致。")
    print(f"密钥指纹 {grouped(found.opened.fingerprint)}，请与开封记录核对。")
    print(
        f"留痕链末端 第 {log['seq']} 号 {grouped(log['head'][:16].upper())}，请与签过字的文书核对。"
    )
    for fault in found.faults:
        print(f"[不符] {fault}")
    print(
        f"{found.events} 条记录，{found.signed} 个评分表签名，结果重新计算一致。"
        if found.is_sound
        else f"归档有 {len(found.faults)} 处不符，请保留现场。"
    )
    return DONE if found.is_sound else FOUND

"""The command line of backups: make one, list them, restore one."""

import argparse
from collections.abc import Callable
from pathlib import Path

from meihao_desktop.operations import back_up_round, begin_round, restore_round
from meihao_desktop.operations.context import SystemClock

DONE, FOUND = 0, 1
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]


def add_commands(add: AddCommand) -> None:
    """``backup`` and ``restore``; nobody logs in, for a backup shows and changes nothing."""
    backup = add("backup", "备份一轮评审，写后读回核对", _backup)
    backup.add_argument("folder", type=Path, help="评审文件夹")
    backup.add_argument("--to", type=Path, help="第二处备份位置（U 盘或另一块硬盘），会记住")

    restore = add("restore", "列出备份，或把一份备份恢复到文件夹", _restore)
    restore.add_argument("folder", type=Path, help="评审文件夹，或恢复到的空文件夹")
    restore.add_argument("--from", dest="backup", type=Path, help="备份文件；不写则只列出")


def _backup(arguments: argparse.Namespace) -> int:
    context = begin_round.open_round(arguments.folder, SystemClock())
    try:
        if arguments.to is not None:
            back_up_round.remember_second(context, arguments.to)
        done = back_up_round.back_up(context, "手动")
    finally:
        begin_round.close_round(context)
    print(done.sentence)
    if done.copied_materials:
        print(f"材料文件新复制 {done.copied_materials} 个。")
    return DONE


def _restore(arguments: argparse.Namespace) -> int:
    if arguments.backup is None:
        return _list(arguments.folder)
    kept = restore_round.restore(arguments.backup, arguments.folder)
    print(f"已恢复到“{arguments.folder}”，恢复前后都通过了校验。")
    if kept is not None:
        print(f"恢复之前的数据保留在：{kept}")
    print("这是较旧的副本：打开后只能查看，由秘书与组长（或监督员）两人启用后可以继续评审。")
    return DONE


def _list(folder: Path) -> int:
    rows = restore_round.list_backups(folder)
    for row in rows:
        if row.at is None:
            print(f"{row.path.name}\t不能读取")
            continue
        moment = f"{row.at.astimezone():%Y-%m-%d %H:%M}"
        print(f"{row.path.name}\t{moment}\t{row.phase}\t第 {row.seq} 号记录\t末端 {row.head[:16]}")
    print(f"共 {len(rows)} 份备份。" if rows else "没有找到备份。")
    return DONE if rows else FOUND

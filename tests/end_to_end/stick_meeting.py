"""A whole meeting over sticks: one secretary and nine experts, ten processes, real files.

``python -m tests.end_to_end.stick_meeting [FOLDER] [--docs]`` plays it and leaves everything in
the folder; with ``--docs`` the table of what was exchanged goes to ``docs/meeting.md``. The
meeting is a formal round with the materials of the sample and points that say they are synthetic.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.end_to_end import stick_before, stick_reception, stick_result, stick_table
from tests.end_to_end.stick_room import Meeting, Say


def play(place: Path, say: Say) -> Meeting:
    """The whole meeting, from the empty folder to the verified archive."""
    meeting = Meeting(place, say)
    try:
        stick_before.play(meeting)
        stick_reception.play(meeting)
        stick_result.play(meeting)
    finally:
        meeting.close()
    return meeting


def main() -> None:
    reader = argparse.ArgumentParser(description="九位专家和秘书用 U 盘交接的完整会议")
    reader.add_argument("folder", type=Path, nargs="?", help="空文件夹（默认临时文件夹）")
    reader.add_argument("--docs", action="store_true", help="把交接一览写入 docs/meeting.md")
    arguments = reader.parse_args()
    place = arguments.folder or Path(tempfile.mkdtemp(prefix="meihao-"))
    meeting = play(place, _tell)
    if arguments.docs:
        stick_table.write(meeting)
    _tell(f"全部数据文件夹和文书留在：{place}")


def _tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

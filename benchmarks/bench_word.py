"""The walk over a docx of 50 pages with 400 table rows against mammoth: ratios of one run.

Goal (performance.md §5): at most 0.2 times mammoth. Run: python benchmarks/bench_word.py
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import mammoth
from docx import Document

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from meihao_desktop.intake.word.walk import walked

ROUNDS = 5
SENTENCE = "小区党支部牵头，居委会、业委会和物业服务企业每季度召开联席会议，研究解决居民反映的问题"


def make_document(path: Path) -> None:
    """50 pages: headings, paragraphs with bold pieces, ten tables of 40 rows."""
    document = Document()
    for chapter in range(10):
        document.add_heading(f"第{chapter + 1}章 工作情况", 1)
        for number in range(28):
            paragraph = document.add_paragraph(SENTENCE * 2)
            paragraph.add_run(f"第{number}项").bold = True
            paragraph.add_run(SENTENCE)
        table = document.add_table(40, 4)
        table.style = "Table Grid"
        for row in table.rows:
            for cell in row.cells:
                cell.text = "收缴率 99.6%"
    document.save(str(path))


def milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def by_mammoth(path: Path) -> str:
    with path.open("rb") as stream:
        return mammoth.convert_to_html(stream).value


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        make_document(path)
        walk = milliseconds(lambda: walked(path))
        library = milliseconds(lambda: by_mammoth(path))
    print(f"walk {walk:.0f} ms, mammoth {library:.0f} ms, ratio {walk / library:.3f} (goal 0.2)")


if __name__ == "__main__":
    main()

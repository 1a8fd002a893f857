"""Text search: one estate with 200 materials, and 35 estates with 200 each.

Goals: an estate answers within 300 ms, a whole round within 10 s on the first search; the yardstick
is reading the same files and looking for the plain bytes. Run: python benchmarks/bench_search.py
"""

import json
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations import search_materials
from meihao_desktop.operations.search_materials import EstateFiles, SearchFile

ESTATES, MATERIALS, PAGES = 35, 200, 8
PAGE = "小区绿地面积由业主大会决定，物业服务企业按合同提供服务，收费标准逐项公示（每季度）。" * 18
WORDS = ("绿化率", "业主大会决定", "ｍ２", "小区物业不存在的句子")


def make_estate(folder: Path, number: int) -> tuple[SearchFile, ...]:
    """Two of three materials have a text of eight pages, the others are photos."""
    made: list[SearchFile] = []
    for at in range(MATERIALS):
        digest = sha256(f"{number}/{at}".encode()).hexdigest()
        has_text = at % 3
        text_path = folder / digest[:2] / f"{digest}.text"
        text_path.parent.mkdir(exist_ok=True)
        if has_text:
            parts = [[f"第 {page + 1} 页", PAGE] for page in range(PAGES)]
            parts[at % PAGES][1] += "绿化\n率 35%" if at % 10 == 1 else ""
            text_path.write_text(json.dumps(parts, ensure_ascii=False), encoding="utf-8")
        kind = MaterialKind.PDF if has_text else MaterialKind.IMAGE
        material = Material(path=f"材料/{at:03}.pdf", digest=digest, size=1, kind=kind)
        made.append(SearchFile(material=material, path=folder / digest, text_path=text_path))
    return tuple(made)


def plain_search(files: tuple[SearchFile, ...], words: str) -> int:
    """What reading and looking for bytes costs."""
    wanted = words.encode()
    read = (f.text_path.read_bytes() for f in files if f.material.kind is MaterialKind.PDF)
    return sum(data.count(wanted) for data in read)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        groups = tuple(
            EstateFiles(estate=EstateId(f"E{n}"), files=make_estate(Path(place), n))
            for n in range(ESTATES)
        )
        files = groups[0].files
        print(f"{len(files)} materials, {len(PAGE) * PAGES} characters in each text")
        for words in WORDS:
            started = time.perf_counter()
            plain_search(files, words)
            plain = time.perf_counter() - started
            started = time.perf_counter()
            result = search_materials.search(files, words, Watch())
            one = time.perf_counter() - started
            started = time.perf_counter()
            everywhere = search_materials.search_round(groups, words, Watch())
            whole = time.perf_counter() - started
            print(
                f"{words}: estate {one * 1000:.0f} ms ({one / plain:.1f} x plain reading), "
                f"{result.hit_count} hits; round {whole:.2f} s, {len(everywhere)} estates"
            )


if __name__ == "__main__":
    main()

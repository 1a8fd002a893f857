"""Cut the three OFL faces down to what the bureau prints, and rename them.

Run once, when a face gets a new version; the results are committed. Needs npm and the
development dependencies. The same input always gives the same bytes: the source files are
checked against their digests and no time stamp is written.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "resources" / "fonts"

# 通用规范汉字表, in the order of the table (Unihan 14.0, property kTGH).
TONGYONG = HERE / "tongyong_8105.txt"

# Names met in the counties that stand in neither table.
LOCAL_NAMES = "㙟"

# Blocks of marks, numbers and forms that officials type; taken as far as a face has them.
MARKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x2000, 0x206F),  # punctuation: — … “ ” ‘ ’ · ‰ ※
    (0x2070, 0x218F),  # ² ₂ € ℃ № ⅓ Ⅳ
    (0x2190, 0x22FF),  # arrows and mathematics: → ≤ ≥ √
    (0x2460, 0x257F),  # ① ⑳ ⑴ and box rules
    (0x2580, 0x27BF),  # □ ■ ○ ● △ ▲ ★ ☆ ✓
    (0x3000, 0x303F),  # CJK punctuation: 〔〕《》〇
    (0x3200, 0x33FF),  # ㈠ ㎡ ㎏
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),  # full-width forms
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One file to be made: where it comes from and what it is called afterwards."""

    file_name: str
    package: str
    source: str
    sha256: str
    family: str
    style: str
    origin: str
    is_rest: bool = False
    has_all_marks: bool = True

    @property
    def postscript_name(self) -> str:
        return f"{self.family.replace(' ', '')}-{self.style}"


SERIF = "@expo-google-fonts/noto-serif-sc@0.4.3"
SANS = "@expo-google-fonts/noto-sans-sc@0.4.3"
WENKAI = "@fontsource/lxgw-wenkai@5.3.0"

_SERIF_REGULAR = {
    "package": SERIF,
    "source": "400Regular/NotoSerifSC_400Regular.ttf",
    "sha256": "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    "origin": "Noto Serif SC Regular 2.003",
}

FACES = (
    Face(file_name="meihao-song.ttf", family="Meihao Song", style="Regular", **_SERIF_REGULAR),
    Face(
        file_name="meihao-song-rest.ttf",
        family="Meihao Song Rest",
        style="Regular",
        is_rest=True,
        **_SERIF_REGULAR,
    ),
    Face(
        file_name="meihao-hei.ttf",
        package=SANS,
        source="400Regular/NotoSansSC_400Regular.ttf",
        sha256="d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        family="Meihao Hei",
        style="Regular",
        origin="Noto Sans SC Regular 2.004",
    ),
    Face(
        file_name="meihao-hei-bold.ttf",
        package=SANS,
        source="700Bold/NotoSansSC_700Bold.ttf",
        sha256="9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
        family="Meihao Hei",
        style="Bold",
        has_all_marks=False,
        origin="Noto Sans SC Bold 2.004",
    ),
    Face(
        file_name="meihao-kai.ttf",
        package=WENKAI,
        source="files/lxgw-wenkai-latin-500-normal.woff",
        sha256="381d6c2166d68d3473e876e2870d17db75fb294adecfa9048d457ece6ed536ed",
        family="Meihao Kai",
        style="Regular",
        origin="LXGW WenKai Regular 1.311",
    ),
)

LICENCES = {
    "OFL-Meihao-Song.txt": (SERIF, "LICENSE_FONT", "(c) 2017-2024 Adobe (http://www.adobe.com/)."),
    "OFL-Meihao-Hei.txt": (SANS, "LICENSE_FONT", ""),
    "OFL-Meihao-Kai.txt": (WENKAI, "LICENSE", ""),
}


def common_characters(*, has_all_marks: bool = True) -> set[int]:
    """GB2312 with its own marks, 通用规范汉字表, ASCII and, if asked, every block above."""
    gb2312 = bytes(
        byte for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell)
    ).decode("gb2312", errors="ignore")
    tongyong = "".join(TONGYONG.read_text("utf-8").split())
    wanted = {ord(character) for character in gb2312 + tongyong + LOCAL_NAMES}
    for first, last in MARKS if has_all_marks else MARKS[:3]:
        wanted.update(range(first, last + 1))
    return wanted


def fetch(package: str, folder: Path) -> Path:
    """Get one npm package by name and version, unpacked."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the faces")
    packed = subprocess.run(
        [npm, "pack", package, "--silent", "--pack-destination", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()[-1]
    target = folder / packed.removesuffix(".tgz")
    with tarfile.open(folder / packed) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def cut(face: Face, source: Path) -> TTFont:
    """The wanted characters of a face, without hints, layout rules and vertical metrics."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != face.sha256:
        sys.exit(f"{source.name} is not the file this script was written for: {digest}")
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp", "FFTM"]
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    has = set(font.getBestCmap())
    common = common_characters(has_all_marks=face.has_all_marks)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=has - common if face.is_rest else has & common)
    subsetter.subset(font)
    font["cmap"].tables = [t for t in font["cmap"].tables if t.format in {4, 12}]
    even_digits(font)
    rename(font, face)
    return font


def even_digits(font: TTFont) -> None:
    """Give all ten digits one width, each centred in it, so that columns of points align."""
    glyphs = font.getBestCmap()
    digits = [glyphs[ord(digit)] for digit in "0123456789" if ord(digit) in glyphs]
    metrics = font["hmtx"].metrics
    widest = max((metrics[name][0] for name in digits), default=0)
    for name in digits:
        width, bearing = metrics[name]
        if width < widest:
            shift = (widest - width) // 2
            glyph = font["glyf"][name]
            glyph.coordinates.translate((shift, 0))
            glyph.recalcBounds(font["glyf"])
            metrics[name] = (widest, bearing + shift)


def rename(font: TTFont, face: Face) -> None:
    """Our own names: the reserved ones may not stand on a changed font."""
    names = font["name"]
    kept = {number: names.getDebugName(number) for number in (0, 5, 7, 13, 14)}
    names.names = []
    given = kept | {
        1: face.family,
        2: face.style,
        3: f"{face.postscript_name}; from {face.origin}",
        4: f"{face.family} {face.style}".removesuffix(" Regular"),
        6: face.postscript_name,
        10: f"Cut from {face.origin} for the papers of meihao_desktop.",
    }
    for number, text in sorted(given.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)


def ship_licence(name: str, package_folder: Path, text_name: str, notice: str) -> None:
    """The licence as it came, with the copyright line of the font itself where it lacks it."""
    text = (package_folder / text_name).read_text("utf-8").replace("\r\n", "\n")
    head = f"Copyright {notice}\n" if notice else ""
    (FONTS / name).write_text(head + text, "utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="make just this file, e.g. meihao-kai.ttf")
    only = parser.parse_args().only
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = {package: fetch(package, folder) for package in (SERIF, SANS, WENKAI)}
        for face in FACES:
            if only in {None, face.file_name}:
                font = cut(face, packages[face.package] / face.source)
                target = FONTS / face.file_name
                font.save(target, reorderTables=True)
                size = target.stat().st_size / 1e6
                print(f"{face.file_name}: {len(font.getBestCmap())} characters, {size:.1f} MB")
        for licence, (package, text_name, notice) in LICENCES.items():
            ship_licence(licence, packages[package], text_name, notice)


if __name__ == "__main__":
    main()

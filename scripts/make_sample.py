"""Makes resources/sample: four submission packages and the scripted rehearsal around them.

The same bytes come out each time; the promises of the story are checked with the real engine.
"""

import argparse
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from meihao_desktop import resources
from meihao_desktop.intake import read_rubric
from scripts.sample.frozen_zip import write
from scripts.sample.packages import make_packages
from scripts.sample.promises import verify
from scripts.sample.round_files import (
    README,
    ROUND,
    decisions_toml,
    panel_toml,
    scores_csv,
)
from scripts.sample.scores import MISSING, all_points, reason_for, score_lines
from scripts.sample.stories import stories


def make_sample(folder: Path) -> None:
    """Write everything into ``folder``, which is emptied first."""
    rubric = read_rubric(resources.path("rubrics", "reference-2025.toml"))
    table = all_points(rubric, stories())
    lines = list(score_lines(rubric, table))
    standing = verify(rubric, table, lines)
    shutil.rmtree(folder, ignore_errors=True)
    make_packages(folder / "packages")
    expert, estate, number = MISSING
    points = table[expert, estate][number]
    criterion = next(criterion for criterion in rubric if criterion.number == number)
    texts = {
        "README.md": README,
        "round.toml": ROUND,
        "panel.toml": panel_toml(),
        "decisions.toml": decisions_toml(points, reason_for(criterion, points)),
    }
    for name, text in texts.items():
        write(folder / name, text.encode())
    write(folder / "scores.csv", scores_csv(lines))
    for placing in standing.ranking.placings:
        print(placing.place, placing.entry, placing.shown_points)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).resolve().parents[1] / "resources" / "sample"
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    make_sample(parser.parse_args().folder)


if __name__ == "__main__":
    main()

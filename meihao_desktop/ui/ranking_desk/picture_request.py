"""What a chart wants saved as a picture."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRequest:
    """``chart`` draws itself (``chart_picture.Drawn``); the words stand around it."""

    chart: Any
    title: str
    key: str = ""

"""Which part of a photo stands where in a room, at which size and how turned; no Qt."""

from dataclasses import dataclass

SMALLEST = 0.5  # of the zoom at which the whole photo is seen
MOST_MAGNIFIED = 8.0  # screen pixels for one pixel of the photo
MOST_BLOWN_UP = 4.0  # a small photo fills no more of the room than this
MIDDLE = (0.5, 0.5)

Size = tuple[float, float]
Point = tuple[float, float]


@dataclass(slots=True)
class Framing:
    """A zoom of 1 fits the whole photo into the room.

    ``full`` is the size of the whole photo before turning, ``centre`` the point of the turned photo
    in the middle of the room in shares of its edges; ``density`` is how many pixels of the screen
    stand for one of the window.
    """

    room: Size = (1, 1)
    full: Size = (0, 0)
    density: float = 1.0
    turns: int = 0
    zoom: float = 1.0
    centre: Point = MIDDLE

    @property
    def is_whole(self) -> bool:
        return self.zoom <= 1.001

    @property
    def turned(self) -> Size:
        return (self.full[1], self.full[0]) if self.turns % 2 else self.full

    @property
    def fitting(self) -> float:
        """Pixels of the window for one of the photo when all of it is seen."""
        width, height = self.turned
        if not width or not height:
            return 1.0
        fitting = min(self.room[0] / width, self.room[1] / height)
        return max(min(fitting, MOST_BLOWN_UP / self.density), 0.001)

    @property
    def scale(self) -> float:
        return self.fitting * self.zoom

    @property
    def shown(self) -> Size:
        """The size of the whole photo in the window, seen or not."""
        return self.turned[0] * self.scale, self.turned[1] * self.scale

    @property
    def corner(self) -> Point:
        """Where the left upper corner of the turned photo stands in the room."""
        width, height = self.shown
        return (
            self.room[0] / 2 - self.centre[0] * width,
            self.room[1] / 2 - self.centre[1] * height,
        )

    @property
    def percent(self) -> int:
        """Pixels of the screen for a hundred of the photo."""
        return round(self.scale * self.density * 100)

    def fit_into(self, room: Size) -> None:
        """Another room: a whole photo fits it, one looked at from near keeps its size."""
        scale, is_whole = self.scale, self.is_whole
        self.room = room
        if not is_whole:
            self.zoom = scale / self.fitting

    def zoom_to(self, zoom: float, at: Point | None = None) -> None:
        """Another zoom; what stands at this point of the room stays there."""
        before = self.shown
        most = max(1.0, MOST_MAGNIFIED / (self.fitting * self.density))
        self.zoom = min(max(zoom, SMALLEST), most)
        after = self.shown
        if at is not None and all(before):
            away = (at[0] - self.room[0] / 2, at[1] - self.room[1] / 2)
            self.centre = (
                self.centre[0] + away[0] / before[0] - away[0] / after[0],
                self.centre[1] + away[1] / before[1] - away[1] / after[1],
            )
        self.settle()

    def show_whole(self) -> None:
        self.zoom, self.centre = 1.0, MIDDLE

    def show_actual(self, at: Point | None = None) -> None:
        """One pixel of the photo on one of the screen."""
        self.zoom_to(1 / (self.fitting * self.density), at)

    def drag(self, across: float, down: float) -> None:
        """Move the photo by pixels of the window."""
        width, height = self.shown
        if width and height:
            self.centre = (self.centre[0] - across / width, self.centre[1] - down / height)
            self.settle()

    def turn(self) -> None:
        """A quarter turn clockwise about the middle of the room."""
        self.turns = (self.turns + 1) % 4
        self.centre = (1 - self.centre[1], self.centre[0])
        self.settle()

    def settle(self) -> None:
        """No more empty room than must be: along an edge that fits the photo stands centred."""
        width, height = self.shown
        if width and height:
            self.centre = (
                _kept(self.centre[0], self.room[0] / width),
                _kept(self.centre[1], self.room[1] / height),
            )


def _kept(centre: float, share: float) -> float:
    """A centre that leaves no gap at either end; ``share`` of the edge is in view."""
    if share >= 1:
        return 0.5
    return min(max(centre, share / 2), 1 - share / 2)

"""Matrices of six numbers as pdf and OFD write them: x' = ax + cy + e, y' = bx + dy + f."""

import math

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def then(first: Matrix, second: Matrix) -> Matrix:
    """One matrix that does the first and afterwards the second."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def moved(x: float, y: float) -> Matrix:
    return (1.0, 0.0, 0.0, 1.0, x, y)


def scaled(x: float, y: float) -> Matrix:
    return (x, 0.0, 0.0, y, 0.0, 0.0)


def turned(degrees: float, x: float, y: float) -> Matrix:
    """A turn clockwise, y growing downwards, around a point."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return then(then(moved(-x, -y), (cosine, sine, -sine, cosine, 0.0, 0.0)), moved(x, y))


def applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def is_finite(*numbers: float) -> bool:
    """Whether these may be drawn: no infinities, nothing beyond reason."""
    return all(math.isfinite(number) and abs(number) < 1e7 for number in numbers)

"""Errors that carry the Chinese sentence the person in the room will read."""


class MeihaoError(Exception):
    """Something the program refuses or cannot do; ``str(error)`` is the sentence to show."""


class RuleViolation(MeihaoError):
    """An act that the rules of the round or the person's role forbid."""


class StorageError(MeihaoError):
    """The disk, folder or database does not let the program keep something."""


class MissingRecord(MeihaoError):
    """Something was asked for that the round does not know."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"找不到{kind}“{key}”，请刷新后重试。")

"""The archive: the only room that knows SQL; it keeps one round in one folder."""

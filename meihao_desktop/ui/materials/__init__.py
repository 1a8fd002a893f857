"""The materials of an estate inside the window: a list, and a viewer for each kind of file."""

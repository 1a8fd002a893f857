"""The ranking desk: places, cut lines and how each came about."""

"""Widgets that know no procedure."""

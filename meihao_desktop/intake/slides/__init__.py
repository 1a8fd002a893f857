"""Presentations: pages drawn from pptx, text from older ones."""

"""Submissions in the habits of many county offices, each with what must be read from it."""

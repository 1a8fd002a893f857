"""Word documents: docx as HTML for the screen and as text."""

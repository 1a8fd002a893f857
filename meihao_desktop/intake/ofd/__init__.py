"""OFD, the national page format: its pages drawn, its text, its seals."""

"""What was said about the front line, and what open data measure."""

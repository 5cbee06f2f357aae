"""Rule files -> a rulebook, with all problems of one run, each at its file, line and column."""

from quiz.reading.reader import Reading, read

__all__ = ["Reading", "read"]

"""A quiz that maps a person's answers to an honest next step, and says why."""

__version__ = "0.1.0"

"""The rulebook where maintainers read it: its page, its book and the simulator."""

"""The JSON API: its views, and its description made from the rulebook."""

"""Giving account on the screen: 'you said, we did', concerns and their outcomes, and the yearly review."""

"""Phases on the screen: reading them whole, the forms that run them, and what a phase has come to."""

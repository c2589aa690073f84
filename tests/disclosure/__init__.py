"""Disclosure control: generated schools, an attacker of its own, and what he finds."""

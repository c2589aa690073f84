"""Disclosure control of the governors' release: what may be shown, so that nobody can be found out. docs/disclosure.md
says how and how well."""

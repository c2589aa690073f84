"""Disclosure control of the governors' release: what may be shown, so that nobody can be found out. docs/disclosure.md
says how and how well."""

from warehouse.disclosure.planning import Plan, plan
from warehouse.disclosure.policies import POLICIES, Policy

__all__ = ["POLICIES", "Plan", "Policy", "plan"]

"""Verbs about people: the audit log, and roles given where nobody can sign in yet."""

from dataclasses import asdict

import click

from warehouse import homes
from warehouse.cli_output import DONE, REFUSED, verb
from warehouse.register import audit as audit_log
from warehouse.register import people
from warehouse.register.kinds.people import ROLES
from warehouse.settings import get_settings


@click.command()
@click.option("--verify", "is_verifying", is_flag=True, help="Check the chain instead of listing it.")
@click.option("--head", help="A head noted earlier, which must be in the chain.")
@verb
def audit(is_verifying: bool, head: str | None, as_json: bool) -> tuple[dict | list, int]:
    """List the audit log, oldest first, or check that no row was changed or taken out."""
    home = homes.active(get_settings())
    if is_verifying or head:
        found = audit_log.verify(home, head)
        return {"chain": "whole" if found.is_whole else "broken", **asdict(found)}, DONE if found.is_whole else REFUSED
    return audit_log.log(home).drop("before_hash", "hash").reverse().to_dicts(), DONE


@click.command()
@click.argument("address")
@click.option("--role", type=click.Choice(ROLES), help="The role to give; without it the role is taken away.")
@verb
def person(address: str, role: str | None, as_json: bool) -> tuple[dict, int]:
    """Give the person who signs in with ADDRESS a role, or take it away, in the home that the app serves."""
    home, by = homes.active(get_settings()), audit_log.COMMAND_LINE
    if role:
        people.give(home, address, role, by=by)
    else:
        people.take_away(home, address, by=by)
    held_in = homes.OWN if homes.kind(home) == homes.OWN else homes.DEMO
    return {"person": address, "role": people.role_of(home, address), "home": held_in}, DONE

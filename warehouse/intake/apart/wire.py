"""What passes between the app and the process that reads files: one JSON object a line, and dataclasses made of it.

JSON and not pickle: a process that a file has got the better of must not be able to make the app do anything.
"""

import json
import types
from dataclasses import asdict, fields, is_dataclass
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Thing = TypeVar("Thing")


def to_line(message: dict) -> bytes:
    """A message as one line; dataclasses in it become objects."""
    return json.dumps(message, default=_plain, ensure_ascii=True).encode() + b"\n"


def from_line(line: bytes) -> dict:
    """The message of a line. Raises ValueError where it is none."""
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message


def revive(wanted: type[Thing], data: dict[str, Any]) -> Thing:
    """The dataclass ``wanted`` from its fields as JSON gives them, dataclasses, lists and tuples in it too."""
    hints = get_type_hints(wanted)
    known = {field.name for field in fields(wanted)}
    return wanted(**{name: _revived(hints[name], value) for name, value in data.items() if name in known})


def _revived(hint: Any, value: Any) -> Any:
    if value is None or hint is Any:
        return value
    if is_dataclass(hint):
        return revive(hint, value)
    inner = [part for part in get_args(hint) if part is not type(None) and part is not Ellipsis]
    if get_origin(hint) in (Union, types.UnionType):
        return _revived(inner[0], value) if len(inner) == 1 else value
    if get_origin(hint) in (list, tuple):
        return get_origin(hint)(_revived(inner[0], item) for item in value)
    return value


def _plain(value: object) -> object:
    return asdict(value) if is_dataclass(value) else str(value)

"""Errors a person can act on: one sentence that says what happened, where, and what to do next.

Messages never contain a value read from a file; they name files, records, columns and checks.
"""


class VillageError(Exception):
    """Base of every expected error. ``str(error)`` is the whole sentence shown to the user."""


class SettingsError(VillageError):
    """An option from the environment cannot be used."""


class HomeError(VillageError):
    """The home folder is of the wrong kind, in use, or cannot be written."""


class FileRefused(VillageError):
    """The file is none of the feeds, or cannot be read; nothing was stored."""


class QuestionOpen(VillageError):
    """The file can only be loaded once a question is answered; nothing was stored."""


class UploadNotFound(VillageError):
    """No upload has that id."""


class BuildFailed(VillageError):
    """A build did not pass; the warehouse served before is still served."""


class ReleaseRefused(VillageError):
    """The governors' release was not written; what governors read is as before."""


class NotAllowed(VillageError):
    """The role may not read or do this."""


class SignInRefused(VillageError):
    """Somebody whom the provider knows may not come in. ``reason`` is a key of `register.admission.REASONS`."""

    def __init__(self, sentence: str, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class NothingServed(VillageError):
    """No warehouse has been published in this home yet."""


class RegisterError(VillageError):
    """The register refused or could not write an entry; nothing was saved.

    ``problems`` maps each field at fault to its sentence, for showing it beside the field; it is empty where no
    field is to blame (the disk is full). ``field`` is the first of them or None.
    """

    def __init__(self, sentence: str, problems: dict[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.problems = problems or {}
        self.field = next(iter(self.problems), None)


class Conflict(RegisterError):
    """Somebody else saved this entry since it was read; ``row`` is theirs (columns as in `register.current`)."""

    def __init__(self, sentence: str, row: dict) -> None:
        super().__init__(sentence)
        self.row = row

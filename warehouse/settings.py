"""Settings, read once from the environment, and the layout of a home folder.

Every option is an environment variable with the prefix ``VILLAGE_``; README lists them.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from warehouse.errors import SettingsError

PROJECT_ROOT = Path(__file__).resolve().parents[1]
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
REFERENCE_SEEDS = PROJECT_ROOT / "seeds" / "reference"
SAMPLE_EXPORTS = PROJECT_ROOT / "seeds" / "sample_exports"


class Settings(BaseSettings):
    """Options of one running process."""

    model_config = SettingsConfigDict(env_prefix="VILLAGE_", extra="ignore")

    home: Path = PROJECT_ROOT / "data"
    school_id: str = "our_school"
    port: int = 8501
    upload_limit_mb: int = 100  # Streamlit holds an upload in memory; larger files go through the command line
    build_threads: int = 2
    read_memory_limit: str = "1GB"
    read_threads: int = 2
    governors_read: Literal["release", "build"] = "release"  # 'build' counts in a demonstration alone
    register_url: SecretStr | None = None  # holds a password: never logged, never shown
    address: str = "127.0.0.1"
    public_url: str | None = None
    sign_in_metadata_url: str | None = None
    sign_in_client_id: str | None = None
    sign_in_client_secret: SecretStr | None = None
    first_admin: str | None = None
    idle_minutes: int = Field(30, ge=5, le=480)
    session_hours: int = Field(10, ge=1, le=24)

    @property
    def has_sign_in(self) -> bool:
        """Whether people sign in; any part of it counts, so that half a configuration is never an open door."""
        return bool(self.sign_in_metadata_url or self.sign_in_client_id or self.sign_in_client_secret)


@dataclass(frozen=True)
class Home:
    """The folder that holds everything of one school; see docs/architecture.md, 'Homes'.

    What pages ask for dozens of times a run is kept: putting a path together costs more than looking at its file.
    """

    root: Path

    @cached_property
    def marker(self) -> Path:
        return self.root / "home.json"

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def landing(self) -> Path:
        return self.root / "landing"

    @property
    def manifest(self) -> Path:
        return self.landing / "manifest.json"

    @cached_property
    def register(self) -> Path:
        return self.root / "register.sqlite"

    @property
    def work(self) -> Path:
        return self.root / "work"

    @cached_property
    def served(self) -> Path:
        return self.root / "served"

    @cached_property
    def pointer(self) -> Path:
        return self.served / "current.json"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def release_log(self) -> Path:
        return self.releases / "releases.json"


@cache
def get_settings() -> Settings:
    """Settings of this process. Raises SettingsError naming the option that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        name = "VILLAGE_" + "_".join(str(part) for part in error.errors()[0]["loc"]).upper()
        raise SettingsError(
            f"The setting {name} cannot be used: {error.errors()[0]['msg']}. Correct it and start again."
        ) from None

"""Every setting of Aura, with a default that works on a fresh machine."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read from environment variables; the name of each stands in its description."""

    model_config = SettingsConfigDict(
        env_prefix="AURA_", populate_by_name=True, hide_input_in_errors=True
    )

    database_url: str = Field(
        default=f"sqlite:///{ROOT / 'aura.db'}",
        validation_alias="DATABASE_URL",
        description="DATABASE_URL: where everything is stored, as an SQLAlchemy URL.",
    )
    host: str = Field(default="127.0.0.1", description="AURA_HOST: the address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="AURA_PORT: the port to listen on.")
    demo: bool = Field(
        default=True, description="AURA_DEMO: show the demonstration TET places (0 hides)."
    )
    models: Path = Field(
        default=ROOT / "models", description="AURA_MODELS: folder of trained models."
    )
    content: Path = Field(
        default=ROOT / "service_catalogue" / "content",
        description="AURA_CONTENT: folder of catalogue content.",
    )
    desk_hours: str = Field(
        default="",
        description="AURA_DESK_HOURS: when counsellors take over conversations, in Finnish time; "
        "without any they do not.",
    )
    allowed_origins: list[str] = Field(
        default_factory=list,
        description="AURA_ALLOWED_ORIGINS: sites whose pages may hold the widget or call the REST "
        "door, as JSON.",
    )
    secret: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="AURA_SECRET: what sessions are signed with; made and kept beside an SQLite "
        "database when it is missing.",
    )
    consent: str = Field(
        default="2026-11",
        description="AURA_CONSENT: the version of what people agree to; a new one is asked anew.",
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        description="AURA_TRUSTED_PROXIES: how many proxies of ours set X-Forwarded-For.",
    )
    session_messages: int = Field(
        default=20, ge=1, description="AURA_SESSION_MESSAGES: messages a minute of one session."
    )
    address_messages: int = Field(
        default=600, ge=1, description="AURA_ADDRESS_MESSAGES: messages a minute of one address."
    )
    address_sessions: int = Field(
        default=60, ge=1, description="AURA_ADDRESS_SESSIONS: new sessions a minute of one address."
    )


@lru_cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()

"""Every setting of Aura, with a default that works on a fresh machine."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read from environment variables; the name of each stands in its description."""

    model_config = SettingsConfigDict(env_prefix="AURA_", populate_by_name=True)

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
    allowed_origins: list[str] = Field(
        default_factory=list,
        description="AURA_ALLOWED_ORIGINS: sites whose pages may call the REST door, as JSON.",
    )


@lru_cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()

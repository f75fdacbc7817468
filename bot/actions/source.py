"""The catalogue that the actions of this process ask."""

from functools import lru_cache

from aura.database import engine
from aura.settings import settings
from service_catalogue.catalogue import Catalogue


@lru_cache
def catalogue() -> Catalogue:
    """Return the catalogue, opened on first use."""
    return Catalogue(engine(), settings().demo)

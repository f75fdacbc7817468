"""The catalogue that the actions of this process ask, and the queue of offers they fill."""

from functools import lru_cache

from aura.database import engine
from aura.settings import settings
from service_catalogue.catalogue import Catalogue
from service_catalogue.offers import Offers


@lru_cache
def catalogue() -> Catalogue:
    """Return the catalogue, opened on first use."""
    return Catalogue(engine(), settings().demo)


@lru_cache
def offers() -> Offers:
    """Return the queue of TET offers, opened on first use."""
    return Offers(engine())

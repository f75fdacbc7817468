"""The secret that sessions are signed with: of the settings, or made once and kept in a file."""

import os
import secrets
import tempfile
from pathlib import Path

from sqlalchemy.engine import make_url

from aura.settings import settings


def secret() -> bytes:
    """Return the secret of this installation.

    Raises ValueError when there is neither AURA_SECRET nor an SQLite database to keep one beside.
    """
    if (given := settings().secret) is not None:
        return given.get_secret_value().encode()
    url = make_url(settings().database_url)
    if url.get_backend_name() != "sqlite":
        raise ValueError("AURA_SECRET: set it to 32 random characters or more, as on every server")
    if url.database in (None, "", ":memory:"):
        return secrets.token_bytes(32)
    return kept(Path(f"{url.database}.secret"))


def kept(path: Path) -> bytes:
    """Return what stands in the file at `path`; a missing one is made for its owner alone."""
    if not path.exists():
        descriptor, draft = tempfile.mkstemp(dir=path.parent)  # of mode 600
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(32).encode())
        try:
            os.link(draft, path)  # the first of several processes wins
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    return path.read_bytes()

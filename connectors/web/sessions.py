"""Sessions of the widget: a random id that only this server issues, in a signed token.

The token is all that the browser has. It is signed with a key that is derived from the secret of
the settings, and carries the time at which it was made.
"""

import hashlib
import secrets

from itsdangerous import BadSignature, TimestampSigner

LIFETIME = 30 * 24 * 60 * 60  # seconds


class Sessions:
    """Issues and reads tokens; every process with the same `secret` reads those of the others."""

    def __init__(self, secret: bytes) -> None:
        self._signer = TimestampSigner(
            secret,
            salt="aura web session",
            key_derivation="hmac",
            digest_method=hashlib.sha256,
        )

    def issue(self) -> tuple[str, str]:
        """Return a new session: its id of 128 random bits, and the token that names it."""
        session = secrets.token_hex(16)
        return session, self._signer.sign(session).decode()

    def read(self, token: str) -> str | None:
        """Return the id in `token`; None when it is forged or older than `LIFETIME`."""
        try:
            return self._signer.unsign(token, max_age=LIFETIME).decode()
        except (BadSignature, UnicodeError):
            return None

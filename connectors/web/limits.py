"""How much one session and one address may do in a minute.

Each has a bucket that holds one minute's worth and fills evenly. A school behind one address is
many people, so what counts by address is generous.
"""

import ipaddress
import math
import time
from collections import OrderedDict

from fastapi import HTTPException, Request

MOST_KEYS = 20_000  # of all kinds together; beyond it the least recent are forgotten
MINUTE = 60.0


class Limits:
    """Buckets by kind and by who it is; `per_minute` is kind -> times."""

    def __init__(self, per_minute: dict[str, int]) -> None:
        self._per_minute = per_minute
        # (kind, who) -> how many times are left, and when that was so.
        self._left: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def take(self, kind: str, who: str) -> None:
        """Count one; raises HTTPException 429 with `Retry-After` in seconds when none is left."""
        most, now, key = self._per_minute[kind], time.monotonic(), (kind, who)
        left, then = self._left.pop(key, (float(most), now))
        left = min(most, left + (now - then) * most / MINUTE)
        enough = left >= 1
        self._left[key] = (left - 1 if enough else left, now)
        if len(self._left) > MOST_KEYS:
            self._left.popitem(last=False)
        if not enough:
            wait = max(1, math.ceil((1 - left) * MINUTE / most))
            problem = {"field": kind, "problem": f"too many: try again in {wait} seconds"}
            raise HTTPException(429, [problem], {"Retry-After": str(wait)})

    def clear(self) -> None:
        """Begin anew."""
        self._left.clear()


def address(request: Request, proxies: int) -> str:
    """Return who calls: an IPv4 address or the 64-bit network of an IPv6 one.

    Behind `proxies` of ours it is what the outermost of them has added to X-Forwarded-For; what
    stands before that the caller may have invented.
    """
    socket = request.client.host if request.client else ""
    forwarded = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    named = forwarded[-proxies].strip() if 0 < proxies <= len(forwarded) else socket
    try:
        found = ipaddress.ip_address(named)
    except ValueError:
        return socket
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))

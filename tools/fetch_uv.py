"""Fetch the uv program from PyPI with nothing but Python: `python3 tools/fetch_uv.py TARGET`."""

import hashlib
import io
import re
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

INDEX = "https://pypi.org/simple/uv/"
VERSION = "0.13.9"
PLATFORM = "manylinux_2_17_x86_64"


def main(target: Path) -> None:
    """Download the wheel of `VERSION`, check its SHA-256 and write the program to `target`."""
    with urllib.request.urlopen(INDEX) as answer:
        page = answer.read().decode()
    link = re.search(rf'href="([^"]*/uv-{re.escape(VERSION)}-[^"]*{PLATFORM}[^"]*)"', page)
    if link is None:
        sys.exit(f"{INDEX} has no uv {VERSION} for {PLATFORM}")
    address, _, digest = urllib.parse.urljoin(INDEX, link.group(1)).partition("#sha256=")
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != digest:
        sys.exit(f"{address}: the checksum does not match")
    archive = zipfile.ZipFile(io.BytesIO(content))
    program = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(archive.read(program))
    target.chmod(0o755)


main(Path(sys.argv[1]))

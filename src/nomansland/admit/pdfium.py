"""PDFium in a process of its own, with bounds on time, memory and files: a PDF is a program that strangers wrote.

As a script it reads a PDF from standard input: `text` writes its pages as a JSON list, `image N M` the pages from N on,
at most M, as PNG in base64. Nothing of the PDF is run, and a page that PDFium cannot bear ends this process only.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Any

SECONDS, MEMORY = 60, 2 * 2**30
MOST_PAGES = 2000
_DOTS = 1.6


class PdfFault(Exception):
    """PDFium could not read the bytes; the words say why."""


def texts(data: bytes) -> list[str]:
    """The text of every page, the first 2,000.

    Raises
    ------
    PdfFault
        Where the bytes are damaged or locked, or take too long or too much.
    """
    return _asked(data, "text")["pages"]  # type: ignore[no-any-return]


def images(data: bytes, first: int, most: int) -> tuple[list[str], int]:
    """Pages as PNG in base64 from page `first` (from 1), and how many the PDF has.

    Raises
    ------
    PdfFault
        As for `texts`.
    """
    found = _asked(data, "image", str(first), str(most))
    return found["pages"], found["number"]


def _asked(data: bytes, *what: str) -> dict[str, Any]:
    command = [sys.executable, "-I", str(Path(__file__)), *what]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=2 * SECONDS, check=False, env={})
    except subprocess.TimeoutExpired as error:
        raise PdfFault("it takes too long to read") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise PdfFault(said[-1][:200] if said else "the reader of PDFs broke down over it")
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _bounded() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _png(width: int, height: int, stride: int, pixels: bytes) -> bytes:
    """Grey pixels as a PNG (ISO/IEC 15948)."""
    rows = b"".join(b"\x00" + pixels[row * stride : row * stride + width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    parts = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _main(what: str, first: int = 1, most: int = MOST_PAGES) -> dict[str, Any]:
    import pypdfium2

    data = sys.stdin.buffer.read()
    _bounded()
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        sys.exit(str(error))
    numbers = range(first - 1, min(len(pdf), first - 1 + most))
    if what == "text":
        return {"number": len(pdf), "pages": [pdf[number].get_textpage().get_text_bounded() for number in numbers]}
    pages = []
    for number in numbers:
        page = pdf[number]
        scale = min(_DOTS, 1600 / max(page.get_size()))
        found = page.render(scale=scale, grayscale=True)
        pages.append(b64encode(_png(found.width, found.height, found.stride, bytes(found.buffer))).decode())
    return {"number": len(pdf), "pages": pages}


if __name__ == "__main__":
    json.dump(_main(sys.argv[1], *map(int, sys.argv[2:4])), sys.stdout)

"""Gazetteers named by address or packed in archives: fetched and unpacked, only because somebody asked."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
import zipfile
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from nomansland.words.errors import TerrainError

SECONDS, LARGEST = 60.0, 4 * 1024**3
_KEPT = (".csv", ".geojson", ".json", ".tsv", ".txt", ".xlsx")


def is_address(source: str) -> bool:
    """True for http and https addresses."""
    return source.lower().startswith(("http://", "https://"))


def bring(source: str, folder: Path) -> Path:
    """The file of a source: a path as it is, an address fetched into `folder`, an archive unpacked there.

    Raises
    ------
    TerrainError
        Where the address does not answer, or what it gives is larger than 4 GiB or a damaged archive.
    """
    path = _fetched(source, folder) if is_address(source) else Path(source)
    if path.suffix.lower() != ".zip" or not path.is_file():
        return path
    return _unpacked(path, folder)


def _fetched(address: str, folder: Path) -> Path:
    name = PurePosixPath(unquote(urlsplit(address).path)).name or "gazetteer.txt"
    out = folder / name
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer, out.open("wb") as handle:
            left = LARGEST
            while piece := answer.read(1 << 20):
                left -= len(piece)
                if left < 0:
                    raise TerrainError(f"{address} is larger than 4 GiB.", todo="Name the dump of one country.")
                handle.write(piece)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise TerrainError(
            f"{address} could not be fetched ({error}).", todo="Try again, or download it and name the file."
        ) from error
    return out


def _unpacked(path: Path, folder: Path) -> Path:
    """A folder with the tables of an archive; their names are flattened, so that none can point elsewhere."""
    out = folder / path.stem
    out.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise TerrainError(f"{path.name} unpacks to more than 4 GiB.", todo="Name the dump of one country.")
            for member in archive.infolist():
                name = PurePosixPath(member.filename).name
                if name.lower().endswith(_KEPT) and "readme" not in name.lower():
                    with archive.open(member) as packed, (out / name).open("wb") as handle:
                        shutil.copyfileobj(packed, handle)
    except zipfile.BadZipFile as error:
        raise TerrainError(f"{path.name} is a damaged archive ({error}).", todo="Get the file again.") from error
    return out

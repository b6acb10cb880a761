"""Run all benches, or those named: `python -m bench extract time`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> None:
    """Run `bench/NAME/run.py` of each."""
    known = sorted(path.parent.name for path in Path(__file__).parent.glob("*/run.py"))
    for name in names or known:
        if name not in known:
            sys.exit(f"There is no bench {name!r}; there are {', '.join(known)}.")
        print(f"== {name}", flush=True)
        import_module(f"bench.{name}.run").main()


if __name__ == "__main__":
    main(sys.argv[1:])

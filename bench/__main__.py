"""Run every benchmark that needs nothing from outside: `python -m bench [--json]`."""

import sys
from pathlib import Path

from bench import loop, quality, search

ROOT = Path(__file__).parents[1]
GRADED = ROOT / "tests" / "search" / "graded_queries.yaml"
CARDS = 2_000


def main() -> None:
    """The whole loop, the quality of search on the sample content, its speed on made-up cards."""
    options = sys.argv[1:]
    loop.main()
    quality.main([str(ROOT / "content"), "--queries", str(GRADED), *options])
    search.main(["--cards", str(CARDS), "--runs", "50", *options])


if __name__ == "__main__":
    main()

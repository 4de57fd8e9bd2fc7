"""Run every benchmark: `python -m bench [--json]`."""

from bench.loop import main

if __name__ == "__main__":
    main()

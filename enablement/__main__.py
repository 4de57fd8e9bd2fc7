"""Run the command line as `python -m enablement`."""

from enablement.cli import main

if __name__ == "__main__":
    main()

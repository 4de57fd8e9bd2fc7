"""A new process opens the desktop as `enablement` does, types a word, and tells when that was painted.

`python -m bench.desk.opened FOLDER WORD`, with the time at which it was started in `BENCH_STARTED`;
`bench.desk.openings` runs it. Nothing is imported here that the desktop does not import first.
"""

import json
import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Open, type, and print what was measured."""
    from enablement.garbage import hold_garbage

    hold_garbage()
    from enablement.app import run_desktop
    from enablement.library.keys import KeyRecord
    from enablement.library.library import Library
    from enablement.sync.connection import over_http

    folder, word = Path(sys.argv[1]), sys.argv[2]
    started = float(os.environ["BENCH_STARTED"])
    told: dict[str, float] = {}

    def ready(*_found: object) -> None:
        from bench.desk.screen import Screen, resident_megabytes, type_letter

        told["listed"] = time.time() - started
        screen = Screen.of_the_application()

        def painted(text: str) -> None:
            if text == word:
                told["start"] = time.time() - started
                told["cpu"] = time.process_time()
                told["memory"] = resident_megabytes()
                screen.close()

        screen.painted.connect(painted)
        for letter in word:
            type_letter(screen.window.search, letter)

    library = Library.open(folder, KeyRecord(folder).load())
    run_desktop(library, over_http, on_ready=ready)
    library.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()

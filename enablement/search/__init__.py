"""Search: from what a hurried rep types to the right card, and why."""

import os

# Else numpy's library for matrices starts a thread for each processor as it is loaded, for which
# search has no use: on two processors that took a third of the time of importing it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

"""The build: strict, all or nothing, and fast."""

import time

STARTED_NS = time.time_ns()  # before any code of ours was read: code saved later may not be the code that runs

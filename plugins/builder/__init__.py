"""The build: strict, all or nothing, and fast."""

import time

STARTED_NS = time.time_ns()  # no code of ours was read before: what is saved later may not be what runs

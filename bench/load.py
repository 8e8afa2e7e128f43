"""How many readers one core of the project's nginx serves: `python -m bench.load` (needs h2load: Debian's nghttp2-client).

nginx's workers share the first core, h2load has the others. Per second of the workers' CPU the numbers hold on a busy machine, too.
Results stand in docs/reliability.md.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.deploys import keygen
from bench.verify import HOST, HTTPS, PREFLIGHT, served, write_release
from plugins.agency.agency import read_agency
from plugins.project import CONTENT

PAGES, SHOTS = 200, 40_000
CLIENTS = ["-t1", "-c50"]  # 800 requests on each connection: nginx ends one after 1,000
TLS = [f"--connect-to=127.0.0.1:{HTTPS}", f"https://{HOST}:{HTTPS}"]
PLAIN = [f"--connect-to=127.0.0.1:{PREFLIGHT}", f"http://{HOST}:{PREFLIGHT}"]


def cpu_of(processes: list[int]) -> float:
    """Seconds that they have used."""
    stats = [Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for process in processes]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / os.sysconf("SC_CLK_TCK")


def workers_on_one_core(runtime: Path) -> list[int]:
    """The processes that answer; this one, and what it starts, go elsewhere."""
    cores = sorted(os.sched_getaffinity(0))
    master = int((runtime / "nginx.pid").read_text(encoding="utf-8"))
    workers = [int(child) for child in Path(f"/proc/{master}/task/{master}/children").read_text(encoding="utf-8").split()]
    for process in workers:
        os.sched_setaffinity(process, cores[:1])
    os.sched_setaffinity(0, cores[1:] or cores)
    return workers


def h2load(*options: str) -> str:
    """What it says; fails unless every request was answered with 200."""
    command = ["h2load", "-H", "accept-encoding: br", *options]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    counts = re.search(r"requests: (\d+) total.* 0 failed, 0 errored, 0 timeout\nstatus codes: (\d+) 2xx", said)
    if not counts or counts[1] != counts[2]:
        raise RuntimeError(said)
    return said


def throughput(title: str, workers: list[int], *options: str) -> None:
    """As fast as one core can."""
    before = cpu_of(workers)
    said = h2load(*CLIENTS, f"-n{SHOTS}", *options)
    cpu, rate = cpu_of(workers) - before, re.search(r"([\d.]+) req/s", said)
    print(
        f"{title:34} {float(rate[1]) if rate else 0:8.0f} requests/s  {SHOTS / cpu:8.0f} for each second of the workers' CPU",
        flush=True,
    )


def latency(folder: Path, rate: int, seconds: int) -> None:
    """Over TLS and HTTP/2, at a steady rate: fifty connections."""
    log = folder / "latency"
    h2load(*CLIENTS, f"--rps={rate // 50}", f"-n{rate * seconds}", f"--log-file={log}", f"{TLS[0]}", f"{TLS[1]}/2026/01/bai-0/")
    times = [int(line.split("\t")[2]) / 1000 for line in log.read_text(encoding="utf-8").splitlines()]
    cuts = statistics.quantiles(times, n=100)
    print(f"{rate} requests/s for {seconds} s: p50 {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms, p99 {cuts[98]:.2f} ms", flush=True)


def main(arguments: list[str]) -> int:
    """`--seconds` of the steady rate."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=20)
    seconds = parser.parse_args(arguments).seconds
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder = Path(name)
        keygen("-t", "ed25519", "-N", "", "-f", folder / "key")
        write_release(folder / "live", PAGES)
        (folder / "live/2026/01/bai-0/index.html.br").write_bytes(random.Random(1).randbytes(4_000))  # noqa: S311  # an article's
        (folder / "candidate").symlink_to("live")
        with served(folder, read_agency(CONTENT)):
            workers = workers_on_one_core(folder / "run")
            page = "/2026/01/bai-0/"
            throughput("HTTP/1.1, brotli", workers, "--h1", PLAIN[0], f"{PLAIN[1]}{page}")
            throughput("TLS 1.3, HTTP/1.1, brotli", workers, "--h1", TLS[0], f"{TLS[1]}{page}")
            throughput("TLS 1.3, HTTP/2, brotli", workers, "-m10", TLS[0], f"{TLS[1]}{page}")
            latency(folder, 1000, seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What `workbench --help` takes of a processor beside an empty Python program, in one run."""

import subprocess
import sys
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

RUNS = 21


def seconds(*command: str) -> float:
    """Return the CPU seconds of a command."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure in turns, and print the medians and their ratio."""
    pairs = [
        (seconds(sys.executable, "-m", "workbench", "--help"), seconds(sys.executable, "-c", "pass"))
        for _ in range(RUNS)
    ]
    full, empty = (1000 * median(times) for times in zip(*pairs, strict=True))
    print(f"--help {full:.0f} ms, an empty program {empty:.0f} ms, ratio {full / empty:.1f}")


if __name__ == "__main__":
    main()

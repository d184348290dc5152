"""What a process takes, by the kernel's own books."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_s(pid: int) -> float:
    """Return the CPU time that a process has used, threads that are over included."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def rss_mb(pid: int) -> float:
    """Return the memory that a process holds now."""
    return _status(pid, "VmRSS:") / 1024


def peak_mb(pid: int) -> float:
    """Return the most memory that a process has held."""
    return _status(pid, "VmHWM:") / 1024


def _status(pid: int, name: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition(name)[2].split()[0])


def slope(points: list[tuple[float, float]]) -> float:
    """Return by how much the second figure grows for each one of the first: the least squares."""
    count = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0

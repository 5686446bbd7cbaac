"""Folders worked on side by side, and given back in the order in which they were named."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Callable, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

__all__ = ["core_count", "folder_size", "in_order", "share_of_threads"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_TICK = 0.05  # seconds


def core_count() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def folder_size(folder: str) -> int:
    """Bytes of its files, and at least one: a measure of the work, also where there is nothing to read."""
    size = 1
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file():
                    size += entry.stat().st_size
    except (OSError, ValueError):  # told by whoever reads it
        pass
    return size


def share_of_threads(threads: int, size: int, sizes_left: int) -> int:
    """Threads for one folder, by its part of what is left: a big one among small ones, or a last one, gets more than one core."""
    return max(1, min(threads, -(-threads * size // max(size, sizes_left))))


def in_order(items: Sequence[Item], work: Callable[[Item], Result], *, threads: int, tick: Callable[[], None]) -> Generator[Result, None, None]:
    """Yields work(item) for every item, in their order; `tick` is called while the next one is waited for.

    The work is never far ahead of what was taken, so that results do not pile up behind a slow one. The calling thread only waits:
    that is what lets Ctrl-C through at once. Work under way is not waited for when the iterator is closed.
    """
    crew = min(threads, len(items))
    ahead = max(64, 4 * crew)
    pool = ThreadPoolExecutor(max_workers=crew, thread_name_prefix="hibah")
    waiting: deque[Future[Result]] = deque()
    left = iter(items)
    try:
        while True:
            for item in left:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= ahead:
                    break
            if not waiting:
                return
            while not wait([waiting[0]], timeout=_TICK).done:
                tick()
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

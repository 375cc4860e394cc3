"""Locks between processes; the kernel drops them when a process dies, however it dies."""

import fcntl
from contextlib import contextmanager


@contextmanager
def alone(path, *, patience=""):
    """Hold the lock file at `path`, waiting for other holders to leave; `patience` is said where one must wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if patience:
                print(patience, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Room:
    """Counts who is inside without counting: the last one out knows it, even after somebody was killed."""

    def __init__(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = path.open("w")

    def enter(self):
        fcntl.flock(self._lock, fcntl.LOCK_SH)

    def leave(self):
        """Return whether nobody else is left inside."""
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            self._lock.close()

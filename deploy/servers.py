"""Only PostgreSQL and Valkey, in the foreground."""

import signal

from .environment import environment


def main(_arguments):
    """Print the servers' addresses and keep them until Ctrl-C."""
    with environment() as variables:
        for name in ("DATABASE_URL", "REDIS_URL"):
            print(f"export {name}={variables[name]}", flush=True)
        signal.pause()
    return 0

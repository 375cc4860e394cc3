"""What a developer sees when the machine is not ready: one sentence with the remedy."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from deploy import ROOT

NEEDED_BY_SETUP = ("requirements.txt", "requirements-dev.txt", "package.json", "package-lock.json")


def deploy(*arguments, cwd=ROOT, **variables):
    return subprocess.run(
        [sys.executable, "-m", "deploy", *arguments],
        cwd=cwd,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_run_on_a_busy_port_says_so():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        done = deploy("run", PORT=str(port))

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"Port {port} cannot be used (Address already in use): stop the program that holds it,"
        " or choose another port with `make run PORT=8001`.\n",
    )


@pytest.mark.parametrize("port", ["web", "99999"])
def test_run_on_an_impossible_port_says_so(port):
    done = deploy("run", PORT=port)

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "make run PORT=8001" in done.stderr


def test_setup_without_network_says_so(tmp_path):
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    for name in NEEDED_BY_SETUP:
        shutil.copy(ROOT / name, tmp_path)
    nowhere = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "0",
        "PIP_NO_CACHE_DIR": "1",
    }

    done = deploy("setup", cwd=tmp_path, **nowhere)

    assert (done.returncode, done.stderr) == (
        1,
        "pip could not install the packages, the network does not answer:"
        " connect this machine or set PIP_INDEX_URL to a mirror, and repeat.\n",
    )


def test_second_setup_has_nothing_to_do():
    deploy("setup")

    done = deploy("setup")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_unknown_command_lists_the_commands():
    done = deploy("fly")

    assert done.returncode == 2
    assert "python -m deploy COMMAND" in done.stdout


def test_with_runs_the_command_and_returns_its_exit_code():
    addresses = {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing", "REDIS_URL": "redis://127.0.0.1:9/0"}

    done = deploy("with", "sh", "-c", 'echo "$DATABASE_URL $REDIS_URL"; exit 7', **addresses)

    assert (done.returncode, done.stdout) == (7, " ".join(addresses.values()) + "\n")

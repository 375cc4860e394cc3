import subprocess
from pathlib import Path

import pytest

from deploy import Problem, clamav


def test_scanner_starts():
    path, environment = clamav.executable()

    command = [path, "--config-file=/dev/null", "--version"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (said.stdout.split()[0], said.stderr) == ("ClamAV", "")


def test_second_call_fetches_nothing(monkeypatch):
    path, environment = clamav.executable()
    # No apt there, unless it is the system's own clamd.
    monkeypatch.setenv("PATH", str(Path(path).parent))

    again, same = clamav.executable()

    assert (again, same.get("LD_LIBRARY_PATH")) == (path, environment.get("LD_LIBRARY_PATH"))


def test_machine_without_apt_is_told_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", "/nonexistent")

    with pytest.raises(Problem, match="no apt to fetch it with: install clamav-daemon"):
        clamav.fetched(tmp_path / "clamav")


def test_machine_whose_apt_reaches_nothing_is_told_the_remedy_and_the_cause(monkeypatch, tmp_path):
    (tmp_path / "apt.conf").write_text('Dir::Etc::sourcelist "/dev/null"; Dir::Etc::sourceparts "/dev/null";')
    monkeypatch.setenv("APT_CONFIG", str(tmp_path / "apt.conf"))

    with pytest.raises(Problem, match=r"connect this machine to the network and repeat, or install clamav-daemon"):
        clamav.fetched(tmp_path / "clamav")

    assert "Unable to locate package clamav-daemon" in (tmp_path / "clamav.new/log").read_text()

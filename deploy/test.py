"""The whole test suite on real servers of its own."""

import os
import shutil
import sys

from . import LOCAL, coverage_gate
from .environment import environment
from .locks import alone
from .postgres import TEST_SETTINGS
from .static import collect
from .with_servers import run

MOST_WORKERS = 8  # beyond that they wait for the browser and the database
PATIENCE = "Tests are running in this folder already; these wait until they are done …"
TEST_VARIABLES = {"SWEEP_SECONDS": "1"}
# Of the caller's variables the portal may be given its servers only: the tests know what the others do without.
NOT_INHERITED = (
    *("SITE_URL", "ALLOWED_HOSTS", "BEHIND_PROXY", "TRUSTED_PROXIES", "QUICK_EXIT_URL", "DEBUG", "LOG_LEVEL"),
    *("SECRET_KEY", "CODE_PEPPERS", "IDENTITY_KEYS", "LOCAL_FOLDER"),
    *("EMAIL_URL", "MAIL_FROM", "ALERT_EMAILS", "SMS_BACKEND", "SMS_GATEWAY_URL", "SMS_GATEWAY_TOKEN", "SMS_SENDER"),
    *("SWEEP_SECONDS", "NOTICE_CLAIM_SECONDS", "ANSWER_UNDO_SECONDS"),
    *("FILES_FOLDER", "FILES_BUCKET", "FILES_S3_ENDPOINT", "FILES_S3_KEY", "FILES_S3_SECRET", "FILES_S3_REGION"),
    *("FILES_QUOTA_MB", "CLAMD_ADDRESS"),
)


def main(arguments):
    """Run pytest and return its exit code. Without arguments, a run of everything, coverage counts as well."""
    for name in NOT_INHERITED:
        os.environ.pop(name, None)
    local = LOCAL / "test"
    servers = environment(local=local, postgres_settings=TEST_SETTINGS)
    with alone(local / "run.lock", patience=PATIENCE), servers as variables:
        collect(variables)
        shutil.rmtree(local / "files", ignore_errors=True)  # where attachments go; those of the last run
        spread = ["-n", str(min(len(os.sched_getaffinity(0)), MOST_WORKERS)), "--dist", "loadgroup"]
        wanted = arguments or coverage_gate.ARGUMENTS
        code = run([sys.executable, "-m", "pytest", *spread, *wanted], TEST_VARIABLES | variables)
    if code == 0 and not arguments:
        coverage_gate.check()
    return code

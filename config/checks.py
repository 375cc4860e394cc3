"""Does what the portal sends and keeps get there safely? `check --deploy` asks; nobody else would, for months."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

NOWHERE = ("console", "dummy", "filebased", "locmem")


@register(Tags.security, deploy=True)
def mail_is_sent(app_configs=None, **kwargs):
    """Mail goes to a server."""
    if any(word in settings.EMAIL_BACKEND for word in NOWHERE):
        yield Warning("Mail is not sent to anybody.", hint="Set EMAIL_URL to a mail server.", id="config.W001")


@register(Tags.security, deploy=True)
def text_messages_are_sent(app_configs=None, **kwargs):
    """Who chose a text message gets one."""
    if settings.SMS_BACKEND == "tickets.sms.ConsoleBackend":
        hint = "Set SMS_BACKEND to tickets.sms.HTTPGatewayBackend, with its gateway."
        yield Warning("Text messages are written to the log only.", hint=hint, id="config.W002")
    elif settings.SMS_BACKEND == "tickets.sms.HTTPGatewayBackend" and not settings.SMS_GATEWAY_URL:
        yield Warning("The SMS gateway has no address.", hint="Set SMS_GATEWAY_URL.", id="config.W003")


@register(Tags.security, deploy=True)
def alerts_reach_somebody(app_configs=None, **kwargs):
    """A ticket or notice that is given up is told to a person."""
    if not settings.ADMINS:
        yield Warning("Nobody is told of what was given up.", hint="Set ALERT_EMAILS.", id="config.W004")


@register(Tags.security, deploy=True)
def files_outlive_a_release(app_configs=None, **kwargs):
    """The files that people send lie outside the checkout, which the next release replaces."""
    folder = settings.STORAGES["attachments"]["OPTIONS"].get("location")
    if folder is not None and Path(folder).is_relative_to(settings.BASE_DIR):
        hint = "Set FILES_FOLDER to a folder of its own that is backed up, or FILES_BUCKET."
        yield Error("The files that people send are kept in the checkout.", hint=hint, id="config.E001")


@register(Tags.security, deploy=True)
def files_are_scanned(app_configs=None, **kwargs):
    """ClamAV looks through the files that people send."""
    if not settings.CLAMD_ADDRESS:
        hint = "Run clamd, and set CLAMD_ADDRESS. Until then staff read that a file is not scanned."
        yield Warning("Files that people send are not scanned for viruses.", hint=hint, id="config.W005")

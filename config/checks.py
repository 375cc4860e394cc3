"""Does what the portal sends reach anybody? `check --deploy` asks; nobody would notice before the first night."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

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

"""Who wrote: apart from the ticket, because Django's admin lets staff filter by any column of a listed model."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tickets.encryption import EncryptedField
from tickets.workflow import Identity


class Sender(models.Model):
    """The person behind one ticket. What names them is encrypted; hashes find the same person again."""

    class IdType(models.TextChoices):
        NATIONAL_CODE = "national_code", _("National code")
        COMPANY = "company", _("National identifier of a company")
        FOREIGN_CODE = "foreign_code", _("Comprehensive code of foreign nationals")
        PASSPORT = "passport", _("Passport number")
        UNDER_18 = "under_18", _("I am under 18")

    class Relation(models.TextChoices):
        PARENT = "parent", _("Parent")
        STUDENT = "student", _("Student")
        TEACHER = "teacher", _("Teacher")
        STAFF = "staff", _("Other staff")
        OTHER = "other", _("Other")

    class Contact(models.TextChoices):
        SMS = "sms", _("By text message")
        EMAIL = "email", _("By e-mail")
        NONE = "none", _("I will use the code only")

    ticket = models.OneToOneField("tickets.Ticket", models.CASCADE, related_name="sender")
    name = EncryptedField(_("name"))
    id_type = models.CharField(_("kind of identity number"), max_length=16, choices=IdType, blank=True)
    id_number = EncryptedField(_("identity number"))
    id_number_hash = models.BinaryField(max_length=32, null=True, editable=False)
    relation = models.CharField(_("relation"), max_length=10, choices=Relation, blank=True)
    code_may_be_sent = models.BooleanField(_("a new code may be sent there"), default=False, db_default=False)
    contact = models.CharField(_("how to reach the sender"), max_length=8, choices=Contact, default=Contact.NONE)
    mobile = EncryptedField(_("mobile"))
    mobile_hash = models.BinaryField(max_length=32, null=True, editable=False)
    email = EncryptedField(_("e-mail"))
    email_hash = models.BinaryField(max_length=32, null=True, editable=False)

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=(~Q(contact="sms") | Q(mobile_hash__isnull=False))
                & (~Q(contact="email") | Q(email_hash__isnull=False)),
                name="sender_has_the_address_chosen",
            ),
            models.CheckConstraint(
                condition=Q(code_may_be_sent=False) | Q(contact__in=("sms", "email")),
                name="sender_without_an_address_gets_no_code",
            ),
        ]
        indexes = [
            # the same person's other cases
            models.Index(fields=["id_number_hash"], name="sender_id_number"),
            models.Index(fields=["mobile_hash"], name="sender_mobile"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.ticket_id}"

    def may_be_opened_by(self, user):
        return self.ticket.opens_sender_to(user)

    def may_be_revealed_to(self, user):
        """A hidden sender may be opened by an inspector, with a reason (tickets.lifecycle.reveal_sender)."""
        return self.ticket.identity == Identity.HIDDEN and user.holds("tickets.reveal_sender")

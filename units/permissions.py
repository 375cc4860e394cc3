"""What Django asks about people and their permissions, answered from the roles."""

from django.contrib.auth.backends import ModelBackend

from .models import User


class RoleBackend(ModelBackend):
    """
    Django's own, but permissions come from roles alone (config.roles), and are read once for each person.

    One given to an account past its roles counts for nothing, as nothing does for whoever is inactive or no staff.
    A superuser still has all that Django asks about; no case is shown for it (User.holds).
    """

    def get_user(self, user_id):
        """Whom a session belongs to, with the unit that nearly every page asks for; None who may not enter."""
        found = User.objects.select_related("unit").filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None

    def get_all_permissions(self, user_obj, obj=None):
        """The set of "app.codename"; of a single row nobody has any."""
        if user_obj.is_anonymous or not user_obj.is_active or obj is not None:
            return frozenset()
        # Django gives a superuser every permission there is, as if a group gave it.
        return self.get_group_permissions(user_obj) if user_obj.is_superuser else user_obj.role_permissions

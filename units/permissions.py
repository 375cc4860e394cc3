"""What Django asks about permissions, answered from the roles."""

from django.contrib.auth.backends import ModelBackend


class RoleBackend(ModelBackend):
    """
    Django's own, but permissions come from roles alone (config.roles), and are read once for each person.

    One given to an account past its roles counts for nothing, as nothing does for whoever is inactive or no staff.
    A superuser still has all that Django asks about; no case is shown for it (User.holds).
    """

    def get_all_permissions(self, user_obj, obj=None):
        """The set of "app.codename"; of a single row nobody has any."""
        if user_obj.is_anonymous or not user_obj.is_active or obj is not None:
            return frozenset()
        # Django gives a superuser every permission there is, as if a group gave it.
        return self.get_group_permissions(user_obj) if user_obj.is_superuser else user_obj.role_permissions

"""The preference of who is logged in, and of nobody else."""

ADDRESS = "/admin/notices/"


def test_member_of_staff_stops_the_mails(client, officer, colleague):
    client.force_login(officer)

    response = client.post(ADDRESS, {"notify_by": "none", "is_superuser": "on", "unit": ""}, follow=True)

    officer.refresh_from_db()
    colleague.refresh_from_db()
    assert (officer.notify_by, colleague.notify_by) == ("none", "each")
    assert (officer.is_superuser, officer.unit is not None) == (False, True)
    assert "انتخاب شما ثبت شد" in response.content.decode()


def test_unknown_choice_is_refused(client, officer):
    client.force_login(officer)

    response = client.post(ADDRESS, {"notify_by": "hourly"})

    officer.refresh_from_db()
    assert (response.status_code, officer.notify_by) == (200, "each")
    assert list(response.context["form"].errors) == ["notify_by"]


def test_stranger_is_sent_to_the_log_in(client, reference):
    response = client.get(ADDRESS)

    assert (response.status_code, response.url) == (302, f"/admin/login/?next={ADDRESS}")

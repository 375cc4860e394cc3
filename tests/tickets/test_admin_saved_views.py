"""The views of the queue that somebody keeps under a name: theirs alone, of what the queue knows and no more."""

import pytest

from tests.tickets.desk import QUEUE, words_of
from tickets.models import SavedView
from tickets.models.saved_view import MOST_VIEWS

VIEWS = QUEUE + "views/"


def keep(client, name="دیرکردهای من", query="state=overdue&assignee=me"):
    return client.post(VIEWS, {"name": name, "query": query}, follow=True)


def shown(client, address=QUEUE):
    return [(name, to) for _pk, name, to, _is_shown in client.get(address).context_data["cl"].saved_views]


def test_view_is_kept_and_stands_beside_the_tabs(client, officer):
    client.force_login(officer)

    page = keep(client)

    assert page.redirect_chain[-1][0] == QUEUE + "?state=overdue&assignee=me"
    assert shown(client) == [("دیرکردهای من", "?state=overdue&assignee=me")]


def test_view_is_nobody_elses(client, officer, colleague):
    SavedView.objects.create(owner=colleague, name="او", query="")
    client.force_login(officer)

    assert shown(client) == []


def test_only_what_the_queue_knows_is_kept(client, officer):
    client.force_login(officer)

    keep(client, query="q=شهریه&due=soon&p=3&sender__name=مریم&x=1&kind=")

    ((_name, address),) = shown(client)
    assert address == "?q=%D8%B4%D9%87%D8%B1%DB%8C%D9%87&due=soon"


def test_same_name_again_takes_the_place_of_the_first(client, officer):
    client.force_login(officer)

    keep(client, query="due=soon")
    keep(client, query="due=today")

    assert shown(client) == [("دیرکردهای من", "?due=today")]


@pytest.mark.parametrize(("name", "words"), [("  ", "برای نما نامی بنویسید"), ("م" * 41, "۴۰ نویسه یا کمتر")])
def test_name_that_cannot_be_kept_is_refused_in_words(client, officer, name, words):
    client.force_login(officer)

    page = keep(client, name=name)

    assert (words in words_of(page), SavedView.objects.count()) == (True, 0)


def test_views_are_so_many_and_no_more(client, officer):
    SavedView.objects.bulk_create(SavedView(owner=officer, name=str(n), query="") for n in range(MOST_VIEWS))
    client.force_login(officer)

    page = keep(client)

    assert "یکی را حذف کنید" in words_of(page)
    assert SavedView.objects.count() == MOST_VIEWS


def test_view_is_deleted_by_its_owner_only(client, officer, colleague):
    mine = SavedView.objects.create(owner=officer, name="من", query="")
    theirs = SavedView.objects.create(owner=colleague, name="او", query="")
    client.force_login(officer)

    first = client.post(f"{VIEWS}{mine.pk}/delete/")
    second = client.post(f"{VIEWS}{theirs.pk}/delete/")

    assert (first.status_code, second.status_code) == (302, 404)
    assert list(SavedView.objects.all()) == [theirs]


def test_list_can_be_kept_only_where_it_is_no_tab_and_not_kept_yet(client, officer):
    client.force_login(officer)
    keep(client, query="due=soon")

    offered = [client.get(QUEUE + asked).context_data["cl"].may_be_saved for asked in ("", "?due=today", "?due=soon")]

    assert offered == [False, True, False]


@pytest.mark.parametrize("address", [VIEWS, VIEWS + "1/delete/"])
def test_views_are_changed_by_pressing_only(client, officer, address):
    client.force_login(officer)

    assert client.get(address).status_code == 405


@pytest.mark.parametrize("views", [1, MOST_VIEWS])
def test_queries_do_not_grow_with_the_views(client, officer, views, django_assert_num_queries):
    SavedView.objects.bulk_create(SavedView(owner=officer, name=str(n), query="") for n in range(views))
    client.force_login(officer)

    with django_assert_num_queries(10):
        client.get(QUEUE)

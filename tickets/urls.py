from django.urls import path

from . import follow_up, lost_page, say, views
from .attachments import views as attachments
from .human_check import views as human_check

app_name = "tickets"
urlpatterns = [
    path("", views.track, name="track"),
    path("case/", views.case, name="case"),
    path("case/follow-up/", follow_up.page, name="follow_up"),
    path("case/withdraw/", say.withdraw, name="withdraw"),
    path("case/reopen/", say.reopen, name="reopen"),
    path("case/rate/", say.rate, name="rate"),
    path("case/file/<uuid:key>/", attachments.of_opened_case, name="file"),
    path("lost/", lost_page.page, name="lost"),
    path("lost/asked/", lost_page.asked, name="lost_asked"),
    path("ended/", views.ended, name="ended"),
    path("end/", views.end, name="end"),
    path("leave/", views.leave, name="leave"),
    path("challenge/", human_check.challenge, name="challenge"),
    path("another-picture/", human_check.another_picture, name="another_picture"),
]

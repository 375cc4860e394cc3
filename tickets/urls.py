from django.urls import path

from . import views

app_name = "tickets"
urlpatterns = [
    path("", views.track, name="track"),
    path("case/", views.case, name="case"),
    path("ended/", views.ended, name="ended"),
    path("end/", views.end, name="end"),
]

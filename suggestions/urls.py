from django.urls import path

from . import views

app_name = "suggestions"
urlpatterns = [
    path("", views.start, name="start"),
    path("check/", views.check, name="check"),
    path("done/", views.done, name="done"),
    path("done/receipt.pdf", views.receipt, name="receipt"),
    path("done/code.svg", views.code, name="code"),
    path("not-accepted/<slug:slug>/", views.not_accepted, name="not_accepted"),
    path("files/", views.files, name="files"),  # a step like the others, but one that takes files
    path("public/", views.in_public, name="in_public"),
    path("<slug:slug>/", views.step, name="step"),
]

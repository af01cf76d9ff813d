"""Doors that others knock at."""

from django.urls import path

from butler.correspondence.views import telegram

app_name = "doors"
urlpatterns = [path("doors/telegram/<uuid:account_id>/", telegram, name="telegram")]

from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "butler.briefs"

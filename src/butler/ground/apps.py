from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "butler.ground"

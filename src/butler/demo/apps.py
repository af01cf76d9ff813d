from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "butler.demo"

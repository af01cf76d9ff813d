from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "butler.correspondence"

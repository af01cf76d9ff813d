from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "butler.portal"

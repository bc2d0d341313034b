from django.apps import AppConfig


class SecretsConfig(AppConfig):
    name = "osnowa.secrets"

    def ready(self) -> None:
        from osnowa.secrets import checks  # noqa: F401 - importing registers them

"""The settings: what a person may say of how Anagen runs."""

from service.settings.reading import read_settings
from service.settings.settings import LlmSettings, Settings

__all__ = ["LlmSettings", "Settings", "read_settings"]

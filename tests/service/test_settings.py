"""Settings come from the environment, and a misspelt one is refused."""

from pathlib import Path

import pytest

from service.error import InputError
from service.settings import read_settings


def test_the_default_collection_is_below_the_working_directory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With an empty environment the collection is `var/collection`."""
    monkeypatch.delenv("ANAGEN_COLLECTION", raising=False)
    assert read_settings().collection == Path("var/collection")


def test_a_variable_of_the_environment_sets_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """`ANAGEN_` and the name in capitals set a setting."""
    monkeypatch.setenv("ANAGEN_COLLECTION", "/somewhere")
    monkeypatch.setenv("ANAGEN_ENCODER", "a/model")
    monkeypatch.setenv("ANAGEN_ENCODER_REVISION", "abc")
    settings = read_settings()
    assert settings.collection == Path("/somewhere")
    assert (settings.encoder, settings.encoder_revision) == ("a/model", "abc")


def test_an_option_is_stronger_than_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The collection that a command names is the one that is used."""
    monkeypatch.setenv("ANAGEN_COLLECTION", "/somewhere")
    assert read_settings(Path("elsewhere")).collection == Path("elsewhere")


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is set to nothing leaves the default."""
    monkeypatch.setenv("ANAGEN_COLLECTION", "")
    assert read_settings().collection == Path("var/collection")


@pytest.mark.parametrize(
    ("variable", "remedy"),
    [
        ("ANAGEN_COLECTION", "Did you mean ANAGEN_COLLECTION?"),
        ("ANAGEN_ENCODER_VERSION", "Did you mean ANAGEN_ENCODER_REVISION?"),
        ("ANAGEN_ENCODER__NAME", "Did you mean ANAGEN_ENCODER?"),
        ("ANAGEN_LLM__BASEURL", "Did you mean ANAGEN_LLM__BASE_URL?"),
        ("ANAGEN_LLM", "Did you mean ANAGEN_LLM__"),
        ("ANAGEN_ZZZ", "Settings are ANAGEN_COLLECTION, ANAGEN_ENCODER"),
    ],
)
def test_a_variable_that_is_no_setting_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, remedy: str
) -> None:
    """A typing error in a variable is told, with the right name, and never passed over."""
    monkeypatch.setenv(variable, "x")
    with pytest.raises(InputError, match=variable) as told:
        read_settings()
    assert remedy in str(told.value)


def test_a_value_that_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is neither true nor false is told with the variable."""
    monkeypatch.setenv("ANAGEN_ALLOW_FETCH", "perhaps")
    with pytest.raises(InputError, match="ANAGEN_ALLOW_FETCH"):
        read_settings()


def test_a_language_model_is_set_by_its_own_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """`ANAGEN_LLM__` and a name in capitals set what is asked, and its key is never shown."""
    assert read_settings().llm.base_url is None
    monkeypatch.setenv("ANAGEN_LLM__BASE_URL", "http://127.0.0.1:8080/v1")
    monkeypatch.setenv("ANAGEN_LLM__MODEL", "small")
    monkeypatch.setenv("ANAGEN_LLM__API_KEY", "secret")
    monkeypatch.setenv("ANAGEN_LLM__TIMEOUT", "7.5")
    monkeypatch.setenv("ANAGEN_LLM__IN_FLIGHT", "2")
    llm = read_settings().llm
    assert (llm.base_url, llm.model) == ("http://127.0.0.1:8080/v1", "small")
    assert (llm.timeout, llm.in_flight) == (7.5, 2)
    assert "secret" not in repr(llm)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_URL", "127.0.0.1:8080"),
        ("TIMEOUT", "0"),
        ("TIMEOUT", "soon"),
        ("IN_FLIGHT", "0"),
        ("API_KEY", "clé"),
    ],
)
def test_an_unsound_setting_of_a_language_model_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """The message has the variable, and never the key."""
    monkeypatch.setenv(f"ANAGEN_LLM__{name}", value)
    with pytest.raises(InputError, match=f"ANAGEN_LLM__{name}") as told:
        read_settings()
    assert "clé" not in str(told.value)


def test_an_address_without_a_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which model is to be asked is never guessed."""
    monkeypatch.setenv("ANAGEN_LLM__BASE_URL", "http://127.0.0.1:8080/v1")
    with pytest.raises(InputError, match="ANAGEN_LLM__MODEL"):
        read_settings()

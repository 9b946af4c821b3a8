"""Settings in a file, and the page of all settings."""

from pathlib import Path

import pytest

from service.error import InputError
from service.settings import read_settings
from service.settings.page import settings_page

README = Path(__file__).parents[2] / "README.md"
DIGEST = "ab" * 32


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of the tests' own machine is read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANAGEN_COLLECTION", raising=False)


def written(text: str, name: str = "anagen.toml") -> Path:
    """A file of settings in the working directory."""
    file = Path(name)
    file.write_text(text, "utf-8")
    return file


def test_the_file_in_the_working_directory_is_read() -> None:
    """`anagen.toml` has groups as tables, keys as a list of tables."""
    written(
        'collection = "/c"\n[llm]\nmodel = "m"\n[serve]\nhosts = ["a.example", "b.example"]\n'
        f'[serve.limits]\nrate = "5/minute"\n[[serve.keys]]\nname = "a"\nsha256 = "{DIGEST}"\n'
    )
    settings = read_settings()
    assert settings.collection == Path("/c")
    assert settings.llm.model == "m"
    assert settings.serve.hosts == ("a.example", "b.example")
    assert settings.serve.limits.rate == "5/minute"
    assert [(key.name, key.scope) for key in settings.serve.keys] == [("a", "read")]


def test_the_environment_is_stronger_than_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable takes the place of one setting, not of its group."""
    written("[serve.limits]\nqueue = 1\nwait = 2\n")
    monkeypatch.setenv("ANAGEN_SERVE__LIMITS__QUEUE", "3")
    monkeypatch.setenv("ANAGEN_SERVE__HOSTS", "a.example, b.example")
    settings = read_settings().serve
    assert (settings.limits.queue, settings.limits.wait) == (3, 2)
    assert settings.hosts == ("a.example", "b.example")


def test_another_file_is_named_by_option_or_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--config` before `ANAGEN_CONFIG` before `anagen.toml`; one that is not there is refused."""
    for name in ("anagen", "variable", "option"):
        written(f'encoder = "{name}"', f"{name}.toml")
    assert read_settings().encoder == "anagen"
    monkeypatch.setenv("ANAGEN_CONFIG", "variable.toml")
    assert read_settings().encoder == "variable"
    assert read_settings(config=Path("option.toml")).encoder == "option"
    with pytest.raises(InputError, match=r"--config names none\.toml"):
        read_settings(config=Path("none.toml"))
    monkeypatch.setenv("ANAGEN_CONFIG", "none.toml")
    with pytest.raises(InputError, match=r"ANAGEN_CONFIG names none\.toml"):
        read_settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x =", "anagen.toml is not TOML: Invalid value"),
        ('colection = "a"', "anagen.toml: colection is no setting of Anagen. Did you mean coll"),
        ("[serve.limits]\nqeue = 3", "serve.limits.qeue is no setting of Anagen. Did you mean"),
        ("[zzz]", "anagen.toml: zzz is no setting of Anagen. Settings are collection, encoder"),
        (
            "[[serve.keys]]\nnme = 'x'",
            "serve.keys[0].nme is not a known field (did you mean name?)",
        ),
        ("[[serve.keys]]\nname = 'x'\nsha256 = 'y'", "serve.keys[0].sha256 has 'y', which is not"),
        ("serve = 3", "anagen.toml: serve is a table: write [serve] above it"),
        ("[serve.limits]\nqueue = -1", "serve.limits.queue must be at least 0, not -1"),
        ("[serve.limits]\nrate = '5/min'", "serve.limits.rate has '5/min', which is not a rate"),
        ("[serve]\nhosts = ['http://a']", "serve.hosts[0] has 'http://a', which is not"),
        ("[serve]\norigins = ['a.example']", "serve.origins[0] has 'a.example', which is not"),
        (
            "[serve.log]\nlevel = 'debug'",
            "serve.log.level must be 'info' or 'warning', not 'debug'",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_the_file(text: str, said: str) -> None:
    """The file, the key, what is wrong with it, and the nearest right one."""
    written(text)
    with pytest.raises(InputError) as told:
        read_settings()
    assert said in str(told.value)


def test_a_name_is_given_to_one_key() -> None:
    """Two keys of one name could not be told apart in the journal."""
    key = f"[[serve.keys]]\nname = 'a'\nsha256 = '{DIGEST}'\n"
    written(key + key)
    with pytest.raises(InputError, match=r"serve\.keys has the name a twice"):
        read_settings()


def test_a_secret_is_never_shown() -> None:
    """A key of the wrong type is told without its value."""
    written("ncbi_api_key = 1234567")
    with pytest.raises(InputError) as told:
        read_settings()
    assert "1234567" not in str(told.value)


def test_the_readme_has_the_page_of_all_settings() -> None:
    """`python -m service.settings.page` is what the README shows."""
    assert settings_page() in README.read_text("utf-8")

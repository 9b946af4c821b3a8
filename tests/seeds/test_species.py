"""Species: who was studied, and who was only spoken of."""

import pytest

from seeds.document import Document
from seeds.origin import Field
from seeds.species import species_of
from seeds.statement import statements


def species(text: str, title: str | None = None, mesh: tuple[str, ...] = ()) -> list[str]:
    document = Document("key:a", "abstract", text, title=title, mesh=mesh)
    return [stated.value for stated in species_of(document, statements(document))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Forty patients were treated.", ["human"]),
        ("Forty Wistar rats were treated.", ["rat"]),
        ("Extract was given to C57BL/6 mice (n = 8) for a week.", ["mouse"]),
        ("Hair follicles of twelve beagles were examined.", ["dog"]),
        ("Guinea pigs were shaved. The guinea pigs were then observed.", ["guinea pig"]),
        ("Human keratinocytes were grafted onto nude mice.", ["human", "mouse"]),
        ("Patients were asked how often they ate fish and chicken.", ["human"]),
        ("Cells were grown in fetal bovine serum. Patients gave consent.", ["human"]),
        ("Slides were stained with mouse monoclonal antibody. Ten women gave samples.", ["human"]),
        ("A CAT scan was done in all patients.", ["human"]),
        ("Patients with cat allergy and dog bites were seen.", ["human"]),
        ("Seeds were sown in sand.", []),
        ("Mortality in hospitals fell.", ["human"]),
        ("Animals were given saline. All animals were weighed.", ["animal"]),
    ],
)
def test_those_studied_are_named(text: str, names: list[str]) -> None:
    """Products, food and tools named after an animal are not it."""
    assert species(text) == names


def test_what_is_only_spoken_of_is_not_studied() -> None:
    """Earlier studies in mice make no mouse study."""
    text = "BACKGROUND: Hair growth has been shown in mice. METHODS: Ten men were treated."
    assert species(text) == ["human"]


def test_a_title_names_a_species_too() -> None:
    """An animal in the title was studied, also where the text does not say."""
    document = Document("key:a", "abstract", "Hair grew.", title="Hair growth in hairless rats")
    assert species_of(document, statements(document))[0].origin == Field("title")


def test_mesh_terms_come_before_words() -> None:
    """What indexers read in the whole paper counts more than our rules."""
    assert species("Ten men came.", mesh=("Animals", "Mice, Inbred C57BL")) == ["mouse"]
    assert species("Ten rats were fed.", mesh=("Animals", "Humans")) == ["human", "rat"]
    assert species("Nothing is said.", mesh=("Animals",)) == ["animal"]
    assert species("Ten rats were fed.", mesh=("Alopecia",)) == ["rat"]

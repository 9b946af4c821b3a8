"""Names: drugs, genes and groups of a study, told by their form."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_DRUG = re.compile(
    r"(?<![\w-])[A-Za-z][a-z]+(?:[a-z]mab|tinib|ciclib|vastatin|[aei]pril|sartan|[aei]nolol|[pt]rolol|onazole"
    r"|prazole|cillin|mycin|floxacin|gliptin|gliflozin|parib|limus|taxel|platin|rubicin|setron"
    r"|triptan|dipine|[cvn]avir|ovir|buvir|vudine|caine|azepam|oxetine|ipramine|azosin|lukast"
    r"|ogrel|xaban|gatran|parin|dronate|profen|tidine|cycline|glitazone|formin|glutide|denafil"
    r"|thiazide|semide|barbital|sone|solone|apine|idone|azine|thromycin)(?![\w-])"
)
_GENE = re.compile(r"(?<![\w/-])(?:[A-Z]{2,5}-?\d{1,3}[A-Z]?|[A-Z]{3,5}\d[A-Z]\d{1,2})(?![\w/-])")
_GROUP = re.compile(
    r"(?<![\w/-])[A-Z]{2,6}(?= (?:groups?|patients|arm|subjects|cohort|rats|mice)\b)"
)
_NO_GENES = re.compile(
    r"ICD|SF|DSM|COVID|CO|SPO|PO|PCO|PACO|PAO|FEV|VO|PM|MS|SARS|NCT|EQ|QLQ|BDI|PHQ|GHQ|HBA|MRI|CT|PET"
    r"|HLA|US|UK|AD|BC|FIGO|NYHA|ASA|GOLD|IQ|PAM|CPT|DF|ORION|CHANGE|NK|TNM|PT|WHO|HADS"
)
_NO_GROUPS = re.compile(r"IN|OF|AND|NOT|ALL|THE|FOR|WITH|ICU|ED|US|UK")
_OFTEN_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Names:
    """Names that a corpus has more than once, in order."""

    drugs: tuple[str, ...]
    genes: tuple[str, ...]


def drugs_in(text: str) -> list[str]:
    """The drugs that a text names, in small letters."""
    return _once(name.lower() for name in _DRUG.findall(text))


def genes_in(text: str) -> list[str]:
    """The genes and proteins with a number that a text names."""
    found = _once(_GENE.findall(text))
    return [name for name in found if not _NO_GENES.fullmatch(re.split(r"[\d-]", name)[0])]


def groups_in(text: str) -> list[str]:
    """The groups that a text names by abbreviations."""
    return [name for name in _once(_GROUP.findall(text)) if not _NO_GROUPS.fullmatch(name)]


def names_of(sentences: Iterable[str]) -> Names:
    """The names that sentences have more than once."""
    drugs: Counter[str] = Counter()
    genes: Counter[str] = Counter()
    for sentence in sentences:
        drugs.update(drugs_in(sentence))
        genes.update(genes_in(sentence))
    return Names(_frequent(drugs), _frequent(genes))


def plain_name(name: str) -> str:
    """A name without what is written now one way, now another."""
    return name.replace("-", "").lower()


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _frequent(names: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name, count in names.items() if count >= _OFTEN_ENOUGH))

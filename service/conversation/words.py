"""Words: which words of a question say what it is about, and which any question may have."""

import re
from collections.abc import Sequence

from service.coverage import is_function_word

_WORD = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*")
_STRONG_LENGTH = 10


def lexicon(listed: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(listed.split())


BEINGS = lexicon(
    """
adolescents adults animals babies boys cats cattle child children cows dogs elderly females fish
girls hamsters horses humans individuals infants macaques males man men mice monkeys mouse
neonates newborns participants patient patients people person persons pigs primates rabbits rat
rats rodents seniors sheep subjects teenagers toddlers volunteers woman women zebrafish
"""
)
PEOPLE = BEINGS & lexicon(
    """
adolescents adults boys child children females girls individuals infants males man men
participants patient patients people person persons subjects volunteers woman women
"""
)
_STUDY = lexicon(
    """
analysis arm article author authors blinded case cases cohort conclusion conclusions control
controlled controls data design details double-blind evidence example examples experiment
experiments figure findings group groups journal limitation limitations meta-analyses
meta-analysis method methods number numbers observational paper papers percent percentage placebo
population proportion prospective publication published randomised randomized report reported
reports research result results retrospective review sample samples series size sizes sources
studied studies study trial trials work works written wrote
"""
)
_ASPECT = lexicon(
    """
adverse aim alternative alternatives approach approaches benefit benefits cause caused causes
complication complications condition consequence consequences contraindications cost costs
dangerous day days difference differences disease diseases dosage dosages dose doses dosing drug
drugs duration effect effectiveness effects efficacy event events explanation factor factors
follow follow-up followup frequency harm harmful harms hour hours improvement interval
intervention interventions mechanism mechanisms medication medications medicine minutes month
months mortality option options outcome outcomes price prices procedure procedures prognosis
reaction reactions reason reasons response responses risk risks role safety session sessions side
sign significance signs success survival symptom symptoms technique techniques term terms
therapies therapy time times tolerability treatment treatments way ways week weeks year years
"""
)
_DOING = lexicon(
    """
affected affects assess assessed became become benefit call called change changed changes compare
compared conclude concluded defined determined develop developed diagnosed die died differ
enrolled evaluated examined excluded explain explained find followed found gained get give given
gives go goes going gone got happen happened happens help helped helps included involve involved
know known last lasted lasts live lived look lost mean means measure measured need needed needs
observed occur occurred offered perform performed prescribed prevented recommend recommended
recruited require required respond responded reveal revealed said save saves say see seen show
showed shown shows start started stop stopped suggest suggested survive survived take taken takes
tell tested think took treat treated tried try used useful using want went
"""
)
KIND = lexicon(
    """
accurate actually average bad best better big biggest certain cheap common commoner completely
different earlier early effective else exactly expensive far fast faster feasible frequent
frequently general good great greater greatest high higher highest important large larger largest
late later least less likely long longer longest low lower lowest main many mean median new
normal often old older possible precisely quick rare really recent reliable right safe safer same
serious severe short shorter significant similar small smaller successful sure total true typical
useless well whole worse worst worth wrong young younger
"""
)
GENERIC = BEINGS | _STUDY | _ASPECT | _DOING | KIND


def words_in(text: str) -> list[str]:
    """The words of a text, in order, as they are written."""
    return _WORD.findall(text)


def is_generic(word: str) -> bool:
    """Whether any question may have a word, whatever it is about; numbers are such words."""
    plain = word.lower()
    return plain in GENERIC or plain.isdecimal() or is_function_word(plain)


def specific(words: Sequence[str]) -> list[str]:
    """The words that say what a question is about."""
    return [word for word in words if not is_generic(word)]


def is_strong(word: str) -> bool:
    """Whether a specific word looks like a technical term or a name by its form."""
    return (
        len(word) >= _STRONG_LENGTH
        or any(character.isdigit() for character in word)
        or sum(character.isupper() for character in word) > 1
    )

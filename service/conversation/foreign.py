"""Follow-up questions in other European languages, told by their first word and their length."""

from service.conversation.words import lexicon, words_in

_LEADS = lexicon(
    """
aber ale ama anche après após auch aussi bei bij chez después dopo eller et hos maar mais mas
nach och oder ook ou pero seit también também und ve även а и или но после при у
"""
)
_POINTERS = lexicon(
    """
cela dabei dafür dagegen damit dat davon dazu deze dies diese diesen dieser dieses dit ela ele
ella elle elles ello ellos er es esa ese eso essa esse esso esto estos het hun ihnen ihr ihre il
ils isso isto leur leurs lo loro questa questo ça их он она они оно эти это этот
"""
)
_ASKING = lexicon(
    """
combien comment como cuál cuáles cuándo cuántas cuánto cuántos cómo dove dónde es est fue fueron
haben hat hay hoe hoeveel hur hva hvor ist onde où perché pourquoi quais qual quali quand quando
quante quanti quanto quantos quel quelle quelles quels sind son sono sont são vad varför waar
waarom wann wanneer war waren warum was wat welche welcher welches wer weshalb wie wieso wird wo
wurden zijn é était где есть как какие какой когда ли почему сколько что
"""
)
_ENGLISH = lexicon(
    "about and are can could did do does had has have how is should that the were what when where"
    " which who why would"
)
_LETTERS = lexicon("a e i o y")
"""Words for "and", and names of antigens, vitamins and chromosomes."""
_BEHIND = lexicon(
    "al alla con da dei del della el em en entre i il in la las le los na nas nei nel nella no nos"
    " os para per por sem sin sur um una uma"
)
_SHORT, _LONG = 5, 12
_MOST_LETTERS_UNNAMED = 9


def depends_foreign(question: str) -> bool:
    """Whether a question in one of these languages begins as one that goes on, or points back."""
    words = [word.lower() for word in words_in(question)]
    if not words or len(words) > _LONG or _ENGLISH.intersection(words):
        return False
    asking = bool(_ASKING.intersection(words))
    if words[0] in _LEADS:
        return asking or len(words) <= _SHORT
    if words[0] in _LETTERS:
        return bool((_LEADS | _BEHIND | _ASKING).intersection(words[1:2]))
    pointing = asking and bool(_POINTERS.intersection(words))
    bare = words[0] in _ASKING and len(words) <= _SHORT - 2
    return pointing or (bare and all(len(word) <= _MOST_LETTERS_UNNAMED for word in words))

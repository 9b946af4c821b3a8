"""Follow-up questions in other languages, told by their first word, pronouns and length."""

import regex

from service.conversation.words import lexicon, specific, words_in

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
    """Whether a question in a European language begins as one that goes on, or points back."""
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


UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_UNSPACED_GENERIC = regex.compile(
    "病人|患者|病例|研究|结果|试验|作者|文章|副作用|不良反应|剂量|时间|效果|疗效|治疗|安全|风险|原因|机制|方法|方式|症状"
    "|人类|小鼠|大鼠|动物|儿童|孩子|女性|男性|老人|什么|怎么|怎样|如何|为何|哪些|哪个|哪里|几[个位名例次]?|多[少久长大]"
    "|有没有|是不是|能不能|可以|需要|多少|之后|以后|随访|[有没是在会能吗呢么的了中对于为被用做给和与也都年月周天次个位名例人种]"
    "|患者|研究|副作用|効果|安全性|何|いくつ|どの|どう|なぜ|いつ|です|ます|でした|ました|か|は|が|の|を|に|で|と|も|いる|ある|した|する"
)
_UNSPACED_POINTER = regex.compile(
    "^(?:那么?|还有|另外|以及|和|では|それ|その|これ|この|また)|[它他她]们?|[这那][个些种项]|该|此"
    "|[呢は][？?]?$"
)


def depends_unspaced(question: str) -> bool:
    """Whether a question in Chinese or Japanese does: by pronouns and words that any may have."""
    letters = "".join(UNSPACED.findall(question))
    named = len(_UNSPACED_GENERIC.sub("", letters))
    pointed = _UNSPACED_POINTER.search(question.strip()) is not None
    if specific(words_in(UNSPACED.sub(" ", question))):
        return pointed and named < 2
    return bool(letters) and (named < 2 or (pointed and named < 6))

"""Sentences of a text, with exact offsets.

A full stop ends a sentence unless what stands before it (an abbreviation, an initial, a number) or
after it (a lower-case word, a number, the rest of a bracket) says otherwise. Every look around a
full stop is bounded, so that the time is linear in the text, whatever it holds.
"""

from collections.abc import Iterator

import regex

LONGEST_SENTENCE = 2_000
"""In code points; what runs on for longer is cut."""
_LONGEST_BRACKET = 500
_LOOK_BEHIND = 80


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words before a full stop; those in lower case stand for the capitalised form as well.
# What these belong to always follows:
_NEVER_LAST = _words(
    "approx aprox av bv ca cf cv Dr Drs e.g eg einschl eq eqs esp excl fig figs i.e ie incl Mr Mrs"
    " Ms Mt nos Prof pv ref refs serovar ssp St subsp suppl syn tab var ver viz vs z.B"
)
# These end a sentence only where the next word clearly begins one:
_SELDOM_LAST = _words(
    "Acad al Am An Ann Appl Assoc Bacteriol Biochem Biol Biophys Br Bull Chem Clin co Commun corp"
    " Dept Dermatol Dev ed eds Endocrinol Engl Enzymol Eur Exp ext Gen Genet gmbh Hosp Immunol inc"
    " Inst Int Intern Invest Jr ltd Med Microbiol Mol Nat Natl Neurol Neurosci nov Obstet Oncol"
    " Pathol Pharm Pharmacol Physiol Proc Psychiatr Rep Res resp Rev Sci ser Soc sp spp Sr Surg"
    " Univ v"
)
# These go on where a number follows:
_NUMBERED = _words(
    "Apr art Aug ch conc Dec Feb Jan Jul Jun Mar max min mol no nr Oct pp sec sect Sep Sept temp"
    " vol wt"
)
# Behind these a single capital is the end of a name ("hepatitis C."), not an initial.
_NAMED_BY_LETTER = (
    "antigen|apolipoprotein|appendix|arm|box|case|category|chain|class|coenzyme|cohort|complex"
    "|cyclin|cyclosporin|cytochrome|degrees?|domain|factor|fig|figure|genotype|globulin|grade"
    "|group|ha?emophilia|hepatitis|immunoglobulin|influenza|lamin|level|panel|part|phase|plan"
    "|point|protein|protocol|regimen|region|score|serotype|site|stage|strain|subgroup|subtype"
    r"|table|toxin|treatment|type|virus|vitamin|zone|\w+mycin|\w+phase"
)
_STARTER = (
    r"(?:(?:A|An|I)\s\p{Ll}|(?:About|After|All|Also|Although|Among|And|Animals|Another|Any|As|At"
    r"|Based|Because|Before|Between|Both|But|By|Cells|Children|Compared|Controls|Data|Despite"
    r"|During|Each|Eight|Every|Finally|First|Five|Following|For|Four|From|Further|Furthermore"
    r"|Given|Having|He|Hence|Here|High|How|However|If|Importantly|In|Increased|Interestingly|It"
    r"|Its|Low|Many|Men|Mice|More|Moreover|Most|Neither|Nevertheless|Nine|No|None|Not|Notably|Of"
    r"|On|Once|One|Only|Other|Others|Our|Over|Overall|Participants|Patients|Rats|Samples|Second"
    r"|Seven|She|Similarly|Since|Six|So|Some|Specifically|Subjects|Such|Surprisingly|Taken|Ten"
    r"|That|The|Their|Then|There|Therefore|These|They|Third|This|Those|Three|Through|Thus|To"
    r"|Together|Treatment|Twelve|Twenty|Two|Under|Unlike|Until|Using|We|What|When|Where|Whereas"
    r"|Whether|Which|While|Who|Why|With|Within|Without|Women|(?=\p{Lu})(?i:background|conclusions?"
    r"|findings|methods?|objectives?|purpose|results))\b(?!\.))"
)
_VERB = (
    r"(?:are|can|could|did|do|does|had|has|have|is|may|might|must|should|was|were|will|would"
    r"|appear(?:s|ed)?|(?:de|in)creased|remain(?:s|ed)?|reveal(?:s|ed)?|show(?:s|ed)?)\b"
)
_QUOTE = r"[\"'“‘(\[]?"
_CLEAR = (
    rf"{_QUOTE}(?:{_STARTER}|\p{{Lu}}[\w-]{{0,30}}\s(?:[\w-]{{1,30}}\s)?{_VERB}"
    r"|\p{Lu}{3}[\p{Lu} /&-]{0,40}:)"
)
_NAME_IN_SMALL_LETTERS = (
    r"\p{Ll}[\p{Ll}-]{0,12}[\p{Lu}\d][\w'+/-]{0,40}(?=[\s,;:.()]|$)|[α-λν-ω]|[µμ]-"
    r"|v[ao]n\s(?:de[rn]?\s)?\p{Lu}"
)
# What must follow a full stop for it to end a sentence, from almost anything to nothing:
_START = regex.compile(
    r"(?!\(\s?\p{L}{1,3}\s?[=<>≤≥])"  # a statistic in brackets belongs to what it follows
    r"(?:[\"'“‘„«‹(\[{（「『【《¿¡$€£~]|\p{So}\s?|[•*–—-]\s){0,3}"
    rf"(?:[\p{{Lu}}\p{{Lt}}\p{{Lo}}\p{{Nd}}]|{_NAME_IN_SMALL_LETTERS}|[a-z]{{1,4}}\)\s{{1,4}}\p{{Lu}})"
)
_CAPITALISED_START = regex.compile(rf"{_QUOTE}\p{{Lu}}\p{{Ll}}|{_CLEAR}")
_WORD_START = regex.compile(rf"{_QUOTE}\p{{Lu}}\p{{L}}{{2,30}}(?=[\s,;:(-]|$)|{_CLEAR}")
_CLEAR_START = regex.compile(_CLEAR)
_STARTER_START = regex.compile(_QUOTE + _STARTER)
_AMOUNT_START = regex.compile(r"\p{Nd}+[.,]\p{Nd}|\p{Nd}\S{0,20}\s(?:\p{Ll}{5}|\()")
_NO_START = regex.compile(r"(?!)")
_UNCASED_START = regex.compile(r"\p{Lo}")

# Reference marks that stand behind the full stop: [12], ¹², or 12 in what was superscript.
_REFERENCE = (
    r"\[\d[\d,;\s–-]{0,40}\]|[⁰¹²³⁴-⁹][⁰¹²³⁴-⁹⁻,–-]{0,40}"
    r"|(?<=\p{Ll}{3}[.?!][\"”’)]?|[)\]%][.?!])\d{1,3}(?:[,–-]\d{1,3}){0,9}(?=\s[\"“‘(]?\p{Lu}|\s*$)"
    r"|\s\[\d[\d,;\s–-]{0,40}\](?=\s+[^\s\p{Ll}]|\s*$)"
)
_MARK = regex.compile(
    r"(?:(?P<mark>[.!?…]++)|(?P<full_width>[。！？｡।؟۔]++|．(?!\p{Nd})))"
    rf"[\"'”’»›)\]}}）」』】》]*+(?:\s[\"”](?=\s))?(?:{_REFERENCE})?(?P<space>\s*+)"
    r"|(?P<line_feed>[\n\r]\s*+)"
)
_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【"}
_BRACKET = regex.compile(r"[()\[\]（）【】\n]")
_ENUMERATOR = regex.compile(r"[(\[]?(?:\p{Nd}{1,4}|\p{L}|[ivx]{1,4}|[IVX]{1,4})?[)\]]?\s*")
_LAST_SEMICOLON = regex.compile(r"(?r)[;；]")
_LAST_SPACE = regex.compile(r"(?r)\s")

_DOTTED = regex.compile(r"(?:\p{L}{1,3}\.-?)+\p{L}{1,3}")
# What stands before a full stop, or before its word; these match backwards from the end of a text.
_LAST_WORD = regex.compile(r"(?r)[^\s()\[\]{}\"“”„/,;:–—=<>]*")
_LONG_WORD = regex.compile(r"(?r)(?<!\p{L})\p{Ll}{5,}")
_SMALL_WORD = regex.compile(r"(?r)(?<!\p{L})\p{Ll}{3,}")
_OTHER_WORD = regex.compile(r"(?r)\p{Lu}{3}|[)\]%\p{Nd}]")
_ADDRESS = regex.compile(r"(?r)(?:[/@]|\bwww\b)\S*")
_SIGN = regex.compile(r"(?r)[<>=≤≥.…]")
_UNIT_PLACE = regex.compile(r"(?r)\p{Nd}\s?|[/=<>:]")
_LIST_PLACE = regex.compile(r"(?r)[:;]\s\(?")
_NAME_PLACE = regex.compile(
    rf"(?ri)\b(?:{_NAMED_BY_LETTER})s?\s(?:\w{{1,3}}(?:,\s|\s(?:and|or|to|vs\.?)\s|/)){{0,4}}"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the text's sentences in code points, in order.

    No span begins or ends with white space or is longer than `LONGEST_SENTENCE`; every character
    that is no white space is in exactly one. A line feed ends a sentence, unless the next line
    goes on in lower case.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in (*_starts(text), len(text)):
        spans += _bounded(text, *_stripped(text, start, end))
        start = end
    return [span for span in spans if span[0] < span[1]]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    kept = text[start:end].rstrip()
    return start + len(kept) - len(kept.lstrip()), start + len(kept)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        cut = _LAST_SEMICOLON.search(
            text, start + LONGEST_SENTENCE // 2, limit
        ) or _LAST_SPACE.search(text, start + 1, limit + 1)
        middle = cut.end() if cut else limit
        yield _stripped(text, start, middle)
        start = middle
    yield _stripped(text, start, end)


def _starts(text: str) -> Iterator[int]:
    """Positions at which sentences begin, without the first."""
    brackets = iter(_brackets(text))
    nowhere = (len(text), len(text))
    opening, closing = next(brackets, nowhere)
    caseless = text.islower()
    start = 0
    for mark in _MARK.finditer(text):
        while closing < mark.start():
            opening, closing = next(brackets, nowhere)
        if opening < mark.start() and (
            mark.end() <= closing or (mark["mark"] != "." and start < opening)
        ):
            continue
        if _ends_sentence(text, start, mark, caseless):
            start = mark.end()
            yield start


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost pairs of brackets on one line, short enough to be no accident, in order."""
    unmatched: dict[str, list[int]] = {opening: [] for opening in _BRACKETS.values()}
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        position, character = match.start(), match[0]
        if character == "\n":
            for positions in unmatched.values():
                positions.clear()
        elif character in unmatched:
            unmatched[character].append(position)
        elif unmatched[_BRACKETS[character]]:
            opening = unmatched[_BRACKETS[character]].pop()
            if position - opening <= _LONGEST_BRACKET:
                while pairs and pairs[-1][0] > opening:
                    pairs.pop()
                pairs.append((opening, position))
    return pairs


def _ends_sentence(text: str, start: int, mark: regex.Match[str], caseless: bool) -> bool:
    at, after = mark.span()
    if mark["full_width"] or after == len(text):
        return True
    small = text[after].islower()
    if mark["line_feed"]:
        return mark["line_feed"].count("\n") > 1 or not small
    if not mark["space"]:
        return _ends_without_space(text, at, after)
    new_line = "\n" in mark["space"] or "\r" in mark["space"]
    if new_line and (mark["space"].count("\n") > 1 or not small):
        return True
    if at - start < _LOOK_BEHIND and _ENUMERATOR.fullmatch(text, start, at):
        return False
    if mark["mark"] != ".":
        return new_line or _START.match(text, after) is not None
    before = text[max(start, at - _LOOK_BEHIND) : at]
    spaced = before[-1:].isspace()
    before = before.rstrip()
    number_follows = text[after].isdigit()
    if spaced and number_follows and _SIGN.match(before):
        return False
    needed = _needed_start(before, number_follows)
    if needed is _START and small and (new_line or spaced or caseless or _LONG_WORD.match(before)):
        return True
    return needed.match(text, after) is not None


def _ends_without_space(text: str, at: int, after: int) -> bool:
    before = text[max(0, at - _LOOK_BEHIND) : at]
    if _UNCASED_START.match(text, after):
        return _UNCASED_START.match(before[-1:]) is not None
    small = _SMALL_WORD.match(before) is not None
    return (
        (_WORD_START if small else _CLEAR_START).match(text, after) is not None
        and (small or _OTHER_WORD.match(before) is not None)
        and _ADDRESS.match(before) is None
        and _needed_start(before, number_follows=False) is _START
    )


def _needed_start(before: str, number_follows: bool) -> regex.Pattern[str]:
    """What must follow a full stop for it to end a sentence, by the word that it stands behind."""
    found = _LAST_WORD.match(before)
    place, word = (before[: found.start()], found[0]) if found else (before, "")
    forms = {word, word[:1].lower() + word[1:]} if len(word) > 1 else {word}
    letter = len(word) == 1 and word.isalpha() and not _UNIT_PLACE.match(place)
    if forms & _NEVER_LAST or ((letter or word.isdigit()) and _LIST_PLACE.match(place)):
        return _NO_START
    if forms & _SELDOM_LAST:
        return _CLEAR_START
    if _DOTTED.fullmatch(word):
        return _CAPITALISED_START if word.islower() else _CLEAR_START
    if number_follows and (letter or (forms & _NUMBERED and not _UNIT_PLACE.match(place))):
        return _NO_START
    if number_follows and word.isdigit():
        return _AMOUNT_START
    if letter and not _NAME_PLACE.match(place):
        return _STARTER_START
    return _START

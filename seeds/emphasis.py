"""Emphasis: what the words around a number say of its being the whole of a sample."""

import re

from seeds.statement import Part, Statement

_APART = re.compile(
    r"\b(?:separate|another|independent|additional|second|validation|replication"
    r"|pilot|subset|subgroup)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_APART_AFTER = re.compile(
    r"[^.;,]{0,12} in (?:the|a) (?:validation|replication|second|pilot)\b"
    r"|[^.;,]{0,25} (?:excluded|lost to|withdrew|dropped out)\b",
    re.IGNORECASE,
)
_TOTAL_BEFORE = re.compile(
    r"(?:\b(?:total|sample|series|cohort|population|stud(?:y|ied)|analysis|analy[sz]ed"
    r"|review(?:ed)?"
    r"|records|charts|files|notes|data|case|survey(?:ed)?|trial|comprised?|comprising|there were"
    r"|(?:subjects|participants|patients|cases|respondents) were|consisted"
    r"|included?|enrol+ed|recruited|evaluated|examined|assessed|investigated|identified|interviewed"
    r"|followed|randomi[sz]ed|treated|operated|obtained|collected|performed|conducted|measured"
    r"|compared|retrospectively|prospectively|presents?|reports?|describes?|tested|genotyped|we)\b"
    r"[^.;:]{0,40}|^\W*(?:(?:in|of|among|from|for|a|an additional|data from|overall|altogether"
    r"|in all|total"
    r"|all|the|our|between [^,]*|from [^,]*|during [^,]*|over [^,]*|within [^,]*),? ){0,4}|: )$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(
    r"[^.;,]{0,90}?\b(?:(?:was|were) (?:\w+ly )?(?:included|enrol+ed|recruited|studied|evaluated"
    r"|analy[sz]ed|examined|assessed|investigated|interviewed|surveyed|reviewed|random\w+|tested"
    r"|entered|available|followed|identified|observed|measured|genotyped|asked|eligible for)"
    r"|underwent|participated|completed|met\b|responded|took part|answered|returned|agreed)",
    re.IGNORECASE,
)
_ANALYSED = re.compile(
    r"[^.;,]{0,60}?\b(?:(?:was|were|are|have been) (?:finally |eventually )?(?:included in"
    r"|analy[sz]ed"
    r"|evaluable|described here|available for|used (?:for|in)|eligible for (?:the )?(?:analysis"
    r"|study))"
    r"|(?:completed|returned|answered) (?:the|our|all|both|a|questionnaires?|surveys?)"
    r"|met (?:the |our |all |study |these )*(?:inclusion|eligibility|entry|study)? ?criteria"
    r"|responded|replied|had complete|(?:was|were) complete|available for (?:analysis|study"
    r"|evaluation))"
    r"|[^.;,]{0,20}\bentered into the analysis",
    re.IGNORECASE,
)
_LARGER = re.compile(
    r"\b(?:database|registry|inhabitants|screened|invited|approached|mailed|sent|"
    r"admissions|births|contacted|from a (?:cohort|total|sample)|area|among a total of|initially"
    r"|referred"
    r"|distributed|survey (?=[0-9])|population of)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_LARGER_AFTER = re.compile(
    r"[^.;]{0,120}\b(?:were|was) (?:screened|invited|approached|mailed|sent|contacted)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\s*[(\[;,][^)]{0,12}[0-9]\s?(?:%|per\s?cent)\s?(?:[)\];,]|of\b)", re.IGNORECASE
)
_WITHIN = re.compile(
    r"(?:[0-9)]|[a-z]{3}) (?:out )?of(?: the| our| all| these)?(?: total of)? $", re.IGNORECASE
)
_FOR_EACH = re.compile(r"[^.;,]{0,20} (?:for each|per|for every)\b", re.IGNORECASE)
_PERFORMED = re.compile(
    r"\b(?:performed|done|operated|read|reviewed|rated|assessed|evaluated) by $", re.I
)
_RATE = re.compile(
    r"\b(?:per|each|every|at least|only|fewer than|number needed[\w ]*|NN[TH][\w ]*) $",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:(?:group|arm)s? ?(?:[A-D0-9]|I{1,3}V?)?|control group|controls?|cases were"
    r"|matched (?:to|with)|(?<!of the )remaining|other|another|whom|which|subset|subgroup"
    r"|(?:healthy"
    r"|normal) (?:[\w-]+ ){0,3}\((?=$|n))\b[^.;,]{0,30}$"
    r"|\b(?:healthy|normal) (?:[\w-]+ ){0,3}\(n ?= ?$",
    re.IGNORECASE,
)
_GROUP_AFTER = re.compile(
    r"\)? (?:[\w-]+ ){0,4}(?:served as|as (?:a |the )?(?:[\w-]+ )?controls?\b|controls\b)"
    r"|[^.]{0,120}?(?:\((?:the )?(?:[\w-]+ )?(?:group|arm)(?: \w{1,3})?[,)]"
    r"|(?:comprised|formed|constituted|made up|served as|were) (?:the |a "
    r"|an )?(?:[\w-]+ )?control)",
    re.IGNORECASE,
)
_OUTCOME_AFTER = re.compile(
    r"[^.;,]{0,40}?\b(?:had|ha(?:ve|s)|died|developed|showed|experienced|required|relapsed"
    r"|responded"
    r"|(?:was|were) (?:male|female|not|positive|negative|found|lost|considered|classified|diagnosed"
    r"|alive|dead|excluded)|reported|failed|suffered|presented with|dropped)\b",
    re.IGNORECASE,
)
_PART: dict[Part, float] = {
    "background": -2.0, "aim": 0.0, "method": 1.0, "result": 0.5, "conclusion": -1.0
}  # fmt: skip


def weight_of(statement: Statement, before: str, after: str, place: int) -> float:
    """How much speaks for a number's being the whole sample; less the later its statement.

    `before` and `after` are the words of the statement around the number and those it counts.
    """
    within = _WITHIN.search(before)
    total = _TOTAL_AFTER.match(after)
    analysed = _ANALYSED.match(after)
    weight = _PART[statement.part] - 0.03 * place
    weight += 2.0 * bool(_TOTAL_BEFORE.search(before))
    weight += 1.5 * bool(total or analysed) + 1.5 * bool(analysed)
    weight -= 3.0 * bool(_SHARE.match(after) and not within and not analysed)
    weight -= 2.0 * bool(_LARGER.search(before) or _LARGER_AFTER.match(after))
    weight -= 5.0 * bool(_APART.search(before) or _APART_AFTER.match(after))
    weight -= 5.0 * bool(
        before.endswith("by ") and statement.part == "method" and _PERFORMED.search(before)
    )
    weight -= 5.0 * bool(_RATE.search(before) or _FOR_EACH.match(after))
    weight -= 1.5 * bool(_OUTCOME_AFTER.match(after) and not total and not within)
    return weight


def is_grouped(before: str, after: str) -> bool:
    """Whether the number is of a group among others (`group A`, `controls`)."""
    return bool(_GROUP.search(before) or _GROUP_AFTER.match(after)) and not is_analysed(after)


def is_analysed(after: str) -> bool:
    """Whether it is said that these were analysed, or completed the study."""
    return _ANALYSED.match(after) is not None


def is_share(after: str) -> bool:
    """Whether a percentage follows, so that the number is a share of another."""
    return _SHARE.match(after) is not None

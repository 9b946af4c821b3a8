"""Design: the words by which texts name how a study was done, and the types of study."""

import re
from dataclasses import dataclass
from typing import Literal

StudyType = Literal[
    "meta_analysis", "systematic_review", "randomised_trial", "non_randomised_trial", "cohort",
    "case_control", "cross_sectional", "case_series", "case_report", "animal", "in_vitro",
    "in_silico", "review", "guideline", "protocol", "editorial", "other",
]  # fmt: skip

NAMED = 5.0
"""The weight of words that name a design; what weighs less only hints at one."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a study type, and how much."""

    study_type: StudyType
    weight: float
    words: re.Pattern[str]


def cue(study_type: StudyType, weight: float, words: str) -> Cue:
    return Cue(study_type, weight, re.compile(rf"\b(?:{words})", re.IGNORECASE))


_DATABASES = r"medline|pub ?med|embase|cochrane|cinahl|web of science|scopus|psycinfo"
_PATIENT = r"(?:wom[ae]n|m[ae]n|boy|girl|infant|patient|child|newborn|neonate|male|female|baby)"

NAMES: tuple[Cue, ...] = (
    cue(
        "meta_analysis",
        9,
        r"(?:(?:systematic|literature) review and |we (?:\w+ ){1,3}(?:a "
        r"|an )?(?:\w+[ -]){0,3}|this |our |the (?:present )?|using (?:a )?(?:\w+[- ]){0,3}"
        r"|effects? |(?:was|were) (?:\w+ ){0,4})meta-?analys[ei]s"
        r"|meta-?analys[ei]s (?:was|were|of|included)|meta-?regression"
        r"|individual patient data|(?:studies|trials) were pooled",
    ),
    cue(
        "systematic_review",
        7,
        rf"systematic(?:ally)? (?:literature |narrative |scoping )?(?:reviews?|search\w*)"
        rf"|(?:search\w*|review\w*|identified)[^.]{{0,60}}\b(?:{_DATABASES})"
        rf"|(?:{_DATABASES})[^.]{{0,80}}\b(?:search\w*|quer\w+|database)"
        rf"|literature (?:search|review) was|scoping review"
        rf"|eligible (?:studies|trials|rcts)",
    ),
    cue(
        "guideline",
        7,
        r"consensus (?:statement|conference|guidelines?|recommendations)"
        r"|(?:th(?:is|ese)|practice) guidelines? (?:\w+ ){0,3}(?:recommend|provide|was"
        r"|were developed|is intended|update)"
        r"|(?:task force|expert panel|working group|committee) (?:recommends?|developed"
        r"|issued)"
        r"|recommendations (?:were|are) (?:graded|made|formulated|based)",
    ),
    cue(
        "protocol",
        8,
        r"(?:study|trial) protocol"
        r"|protocol (?:for|of) (?:a|an|the) (?:\w+[ -]){0,5}(?:trial|study|review)"
        r"|will be (?:randomi[sz]ed|recruited|enrolled|invited|included|assessed|followed"
        r"|measured|analy[sz]ed)",
    ),
    cue(
        "case_report",
        7,
        rf"case report\b"
        rf"|(?:report|present|describe|discuss)s? (?:on )?(?:a|an|the|one"
        rf"|our) (?:\w+[ -]){{0,5}}(?:case|{_PATIENT})\b(?! series)"
        rf"|(?:a|an|one) (?:case|patient|{_PATIENT}) (?:\w+ ){{0,12}}(?:is|was) (?:reported"
        rf"|presented|described)",
    ),
    cue(
        "case_report",
        5,
        rf"(?:[0-9]{{1,3}}|\w+(?:-\w+)?)[- ](?:year|month|week"
        rf"|day)s?[- ]old (?:\w+[ -]){{0,5}}{_PATIENT}\b (?!aged)(?!who were)(?!were)",
    ),
    cue(
        "randomised_trial",
        8,
        r"(?:were|was|be|being|are|who|patients|subjects|then|and|participants"
        r"|group) (?:\w+ly |then )*(?:randomi[sz]ed|randomly (?:allocated|assigned|divided"
        r"|distributed|received|sampled into)"
        r"(?! to (?:\w+ ){0,3}(?:readers|observers|reviewers|examiners)))"
        r"|randomi[sz]ed,? (?:[\w-]+,? ){0,5}(?:trial|study|clinical|comparison|design"
        r"|crossover|fashion|order|manner)"
        r"|(?:random|randomi[sz]ed) (?:allocation|assignment|order)"
        r"|randomi[sz]ed (?:to|into|in)\b"
        r"|randomi[sz]ed (?:patients|participants|women|subjects)|in random order"
        r"|placebo[- ]controlled|double[- ]blind|\brcts? (?:of|comparing)"
        r"|randomi[sz]ation (?:was|to)|(?:allocated|assigned) at random",
    ),
    cue(
        "non_randomised_trial",
        6,
        r"quasi-?experiment\w*|non-?randomi[sz]ed|uncontrolled (?:\w+ ){0,3}trial"
        r"|open-?label|single-arm"
        r"|phase (?:i|ii|1|2|i/ii|1/2)\b (?:\w+ )?(?:trial|study|clinical)"
        r"|controlled (?:clinical )?trial|clinical trial (?:was|of|in|with)"
        r"|before[- ]and[- ]after (?:study|trial|design)"
        r"|intervention(?:al)? (?:\w+ )?(?:study|trial)|pre-?test|post-?test",
    ),
    cue(
        "non_randomised_trial",
        6,
        r"(?:or|versus|vs\.?|and|to|with|receive|received) (?:\w+ )?placebo"
        r"|placebo(?:-treated)? (?:group|arm|period|condition)",
    ),
    cue(
        "in_vitro",
        5,
        r"cell lines?|(?:were|was) (?:then )?(?:cultured|transfected|incubated)"
        r"|cultured (?:human |primary )?\w+"
        r"|in[ -]vitro\b(?! (?:fertili[sz]ation|maturation))|ex[ -]vivo"
        r"|cadaver\w*\b(?! (?:donors?|kidneys?|renal|grafts?))"
        r"|extracted (?:human )?(?:teeth|molars|premolars)|sirna|transfection"
        r"|bench (?:model|test|study)",
    ),
    cue(
        "in_silico",
        5,
        r"simulat(?:ion|ions|ed)\b(?! (?:patients?|surgery|training))|markov"
        r"|monte[- ]carlo|decision[- ](?:analy\w+|tree|model)|mathematical model\w*"
        r"|computational|computer model\w*|cost-effectiveness model|docking|in silico"
        r"|finite element",
    ),
    cue(
        "case_control",
        8,
        r"case[- ]?control(?:led)? (?:study|analysis|design|association)|case[- ]control\b"
        r"|case[- ]referent",
    ),
    cue(
        "case_control",
        5,
        r"healthy (?:\w+ ){0,3}(?:controls?|volunteers|subjects|individuals|elderly|persons"
        r"|people|women|men|children|donors)\b(?! with)"
        r"|(?:matched|normal|unaffected|asymptomatic)[, ](?:\w+[- ]){0,3}controls?"
        r"|control (?:subjects|patients|individuals|participants)"
        r"|(?:patients|cases|subjects|individuals) and (?:\w+[ -]){0,4}controls\b"
        r"|(?:cases|patients) (?:were )?compared (?:with|to) (?:\w+[ -]){0,4}controls"
        r"|(?:served|used|recruited|included) as (?:a )?(?:\w+ )?controls?"
        r"|cases and controls|controls were\b|[0-9] controls\b|controls? (?:were )?matched"
        r"|(?:typically|normally) developing|typical(?:ly)?[- ]development"
        r"|[0-9]+ (?:[\w-]+ ){0,3}(?:patients|women|men|children|subjects"
        r"|individuals) with (?:[\w-]+ ){1,6}and [0-9]+ (?:[\w-]+ ){0,3}(?:patients|women"
        r"|men|children|subjects|individuals) with"
        r"|non-?(?:diabetic|smok\w+|affected) controls",
    ),
    cue(
        "case_series",
        8,
        r"case series"
        r"|(?:report|present|describe) (?:on )?(?:a "
        r"|our )?(?:series of )?(?:the )?(?:cases of )?(?:[2-9]|1[0-9]|two|three|four|five"
        r"|six|seven|eight|nine|ten|\w+teen) (?:\w+ ){0,4}(?:cases|patients)",
    ),
    cue(
        "case_series",
        5,
        r"describe\w* (?:the )?(?:[\w-]+,? ){0,14}(?:of|in) (?:[0-9]+|two|three|four|five"
        r"|six|seven|eight|nine|ten) (?:[\w-]+ ){0,3}(?:patients|cases)",
    ),
    cue(
        "cross_sectional",
        8,
        r"cross-? ?sectional(?:ly)?(?! (?:area|imag))",
    ),
    cue(
        "cohort",
        8,
        r"cohort (?:study|studies|analysis|design)"
        r"|(?:prospective|retrospective|historic(?:al)?|inception|birth|population-based"
        r"|observational) cohort"
        r"|longitudinal(?:ly)? (?:\w+ )?(?:study|analysis|data|survey|cohort|design|follow)",
    ),
    cue(
        "editorial",
        7,
        r"this (?:editorial|commentary|viewpoint|letter|perspective|essay)"
        r"|in this (?:editorial|commentary|viewpoint|essay)|we argue that",
    ),
    cue(
        "other",
        8,
        r"(?:group|semi-?structured|in-depth|qualitative) interviews"
        r"|themes? (?:emerged|(?:was|were) identified)"
        r"|qualitative (?:study|research|interviews?|analysis|methods?|data|design|approach)"
        r"|focus groups?|semi-?structured interviews|thematic(?:ally)? analy\w+"
        r"|grounded theory|in-depth interviews|phenomenological (?:study|approach|analysis)"
        r"|bibliometric\w*",
    ),
)
"""Words that name a design."""

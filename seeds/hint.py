"""Hints: words that are common in texts about one type of study, and rarer elsewhere."""

from seeds.design import Cue, cue

HINTS: tuple[Cue, ...] = (
    cue(
        "non_randomised_trial",
        3,
        r"(?:intervention|training|experimental|exercise) group"
        r"|after (?:the )?(?:training|course|intervention|programme|program|workshop"
        r"|introduction|implementation)"
        r"|(?:training|education\w*|exercise|intervention) (?:program\w*|course|session"
        r"|period|phase)s?"
        r"|(?:was|were|we) introduced|(?:was|were|we) implemented|curriculum\w*|workshops?"
        r"|lectures?\b|e-learning"
        r"|(?:volunteers|subjects|participants) (?:\w+ )?(?:received|ingested|consumed"
        r"|were given|performed)"
        r"|crossover|cross-over|intervention (?:consisted|included|was)"
        r"|were (?:taught|trained)",
    ),
    cue(
        "in_vitro",
        4,
        r"phantoms?\b|mannequins?|manikins?"
        r"|(?:mechanical|synthetic|plastic|bench) models?"
        r"|(?:coefficients?|cvs?) of variation"
        r"|(?:intra|inter)-? ?(?:assay|batch|laboratory)|calibrators?"
        r"|immunoassays? (?:method|kit)|samples? (?:\w+ )?(?:were|was) prepared"
        r"|prepared samples|isolated (?:cells|hearts|vessels)|western blot\w*",
    ),
    cue(
        "case_control",
        3.5,
        r"(?<!historical )(?<!historic )controls\b|control (?:population|women|men|children|\()"
        r"|compared (?:with|to) (?:[\w-]+ ){0,3}non-?[A-Za-z]+ (?:children|patients|women|men"
        r"|subjects)",
    ),
    cue(
        "case_series",
        2,
        r"clinical (?:characteristics|features|course|presentation|picture)|described?"
        r"|in all (?:patients|cases)|all patients"
        r"|no (?:\w+ ){0,4}(?:complications|recurrences?) (?:were|was|occurred)|series of"
        r"|our experience|this series|presented with|well tolerated",
    ),
    cue(
        "cross_sectional",
        4,
        r"surveys? (?:was|were|to|of|sent|study|data|asking|that|on|about|assessing|with|in"
        r"|among)"
        r"|surveyed"
        r"|(?:national|household|mailed|postal|internet|web-based|online|telephone"
        r"|questionnaire) (?:\w+ ){0,4}surveys?"
        r"|respondents"
        r"|(?:mailed|postal|anonymous|structured|administered"
        r"|sent) (?:\w+ ){0,3}questionnaires?"
        r"|prevalence|agreement|kappa|reliability|reproducib\w+|repeatab\w+"
        r"|(?:inter|intra)-?(?:observer|rater|reader)|cronbach|concordan\w+"
        r"|diagnostic (?:accuracy|value|performance|yield|ability|power)"
        r"|sensitivit(?:y|ies)|specificit(?:y|ies)|predictive values?"
        r"|(?:gold|reference) standard"
        r"|(?:first|second|two|independent|blinded) (?:readers?|observers?|radiologists?)"
        r"|questionnaires? (?:was|were) (?:\w+ )?(?:mailed|sent|distributed|completed"
        r"|administered|returned|given)"
        r"|audit(?:ed|s)?\b|attitudes?|beliefs?|opinions?|perceptions?|awareness",
    ),
    cue(
        "cross_sectional",
        2,
        r"questionnaires?|interview(?:s|ed)|correlat(?:e|es|ed|ion|ions)"
        r"|relationships? between|associations? (?:between|of|with)|associated with"
        r"|measured|self-report(?:ed)?|detect(?:ed|ion|ing)|images?\b|radiograph\w*"
        r"|findings|diagnos(?:is|tic|ing|ed) of|imaging|scan(?:s|ning)?\b|\bmri\b|\bct\b"
        r"|ultraso\w+|echocardiogra\w+|specimens|immunohistochem\w+|histopatholog\w+"
        r"|counties|countries|per capita|ecological|trends?\b|knowledge|preferences?"
        r"|valid(?:ity|ated?|ation)|socio-?(?:economic|demographic)\w*|households?"
        r"|scores? (?:was|were)|levels? of|concentrations?|volunteers"
        r"|expression of|polymorphisms?|genotyp\w+|mutations?|serum|proportions? of"
        r"|percentages? of|frequency of|distribution of",
    ),
    cue(
        "cohort",
        4,
        r"follow(?:ed)?[- ]?up\b|were followed|hazard ratios?|hrs? ?[=:,] ?[0-9]|\bcox\b"
        r"|kaplan|log-rank|(?:\w+-free )?survival"
        r"|(?:years?|months?|weeks?) (?:later|after (?:surgery|treatment|diagnosis"
        r"|discharge|transplant\w*|birth|delivery|operation))"
        r"|person-years|incidence (?:of|rates?)|propensity",
    ),
    cue(
        "cohort",
        3,
        r"before and (?:\w+ )?after|pre- and post-?\w+|from baseline|over time"
        r"|(?:after|at|for) (?:[0-9]+|one|two|three|four|five|six|twelve) (?:weeks|months|years)\b"
        r"|(?:[0-9]+|one|two|three|four|five|six|ten|twelve)-(?:week|month|year)s? (?:follow|treat)"
        r"|subsequent(?:ly)?|long-term|changes? (?:over|from)",
    ),
    cue(
        "cohort",
        3,
        r"mortality|died\b|deaths?\b|recurrences?|relapses?|complications?|re-?admi\w+"
        r"|length of (?:\w+ )?stay|hospital stay|post-?operative(?:ly)?"
        r"|pre-?operative(?:ly)?|predictors?|predict(?:s|ed|ing|ion)?\b(?! value)"
        r"|risk factors? (?:for|of)|prognos\w+|outcomes?\b(?! (?:measure|variable))"
        r"|pregnancy rates?"
        r"|(?:conversion|success|failure|response|cure|survival) rates?"
        r"|improve(?:d|ment)s? (?:in|of|significantly|after|from)",
    ),
    cue(
        "cohort",
        2,
        r"retrospective(?:ly)?|(?:medical|clinical|case|patient) records|charts?\b"
        r"|registr(?:y|ies)|databases?|administrative (?:data|claims)|underwent"
        r"|treated (?:with|by|at|for|between)|undergoing"
        r"|initiat(?:ed|ors|ion)|admitted",
    ),
    cue(
        "review",
        4,
        r"(?:this|the) (?:article|paper|review|report) (?:reviews|discusses|summari[sz]es"
        r"|describes|examines|presents|considers|explores|outlines|provides)"
        r"|this review\b|(?:is|are) (?:reviewed|discussed|summari[sz]ed|explored)"
        r"|we (?:review|discuss|summari[sz]e)\b"
        r"|(?:published|current|available|recent) (?:literature|trials|evidence"
        r"|data) (?:\w+ ){0,3}(?:suggests?|support|indicate|show|used|is|are|on)"
        r"|we (?:propose|suggest) that|recent advances|(?:an )?overview of|narrative review",
    ),
)

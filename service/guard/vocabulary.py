"""Vocabulary: words that say little of what a text is about."""

from functools import cache

from embeddings.terms import words_of
from service.guard.lexicon import lexicon

FUNCTION_WORDS = lexicon(
    """
a about above across after again against all almost along already also although always am
among an and another any approximately are around as at be because been before being below
beside besides between both but by can cannot could despite did do does doing done down due
during each either else ever every few fewer for from further furthermore had has have
having he hence her here hers him his how however i if in indeed into is it its itself just
least less like likewise many may me might more moreover most much must my namely nearly
neither never nevertheless no nobody none nor not nothing now of off often on once one only
onto or other others otherwise our out over own per rather same shall she should since so
some still such than that the their them then there therefore these they this those though
through throughout thus to together too toward towards under unless until up upon us versus
via vs was we were what when where whereas whether which while who whom whose why will with
within without would yet you your one two three four five six seven eight nine ten eleven
twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
fifty sixty seventy eighty ninety hundred thousand million half halves third thirds
quarter quarters single ones pct percentage
point points fold percent times twice twofold threefold fourfold fivefold tenfold
double doubled halved triple tripled non didn't
doesn't don't wasn't weren't isn't aren't haven't hasn't couldn't can't e g i.e s
"""
)

_LIGHT = """
able achieve achieved according account act acts action addition additional affect aim allow amount
analysis analyze appear apply applied approach arise assess assessed assign associate associated
association assume attain average base based become began begin better carry case cases cause caused
causes chance characteristic characterise characterize class clear clearly collect common
commonly compare compared comparison concern conclude conclusion conduct confer confirm consider
consist contain continue contribute correlate correlated correlation course current currently data
date decide define demonstrate depend describe design detect determine develop development differ
difference different discuss display done early effect effective enable end enroll enrol especially
establish estimate evaluate event evidence evident examine example exert exhibit exist expect
explain explore extent factor fact fail feature find finding findings follow followed form found
frequency frequent frequently function further general generally get give given go great greater
group groups happen hardly have help high higher identify implicate imply important importance
include included including indicate individual individuals inferior influence initial instead
introduce investigate involve involved kind know known large larger largely late later lead leads
led level levels likely link linked little long look low lower main mainly make manner mark marked
markedly match maximum mean means measure median mediate method minimum moderate need needed new
note notable notably number observe observed observation obtain occur occurred occurrence offer
order outcome overall part participant participants particular particularly patient patients people
percentage perform person persons phenomenon place play point poor population possible possibly
potential potentially predominantly presence present previous previously prior process produce
proportion propose prove provide rank range rate rates reach receive received recent recently
recommend record recorded regard relate related relation relationship relative relatively remain
remaining report reported represent require research respectively respond result results reveal
review role same sample score see seen several show showed shown significant significantly
similar similarly simply situation small smaller sort special specific specifically start state
status stay stop strong strongly studied studies study subject subjects subsequent subsequently
substantial substantially successful successfully such suggest superior support take taken target
tend term test thought time trial trials type types typical typically underwent undergo unit use
used useful using usual usually value values various vary very volunteer way well whole work year
years yield day days week weeks month months hour hours minute minutes mg kg ml randomly randomised
randomized assigned arm arms now mostly member members author authors investigator
investigators researcher researchers paper longer longest shorter shortest highest lowest
interval period duration cut instead
say says said tell told call called put go goes went gone come comes came lie lies lay lying kept
keep ask asked let lets make perhaps maybe whatever even back best worst sooner earlier entirely
apart course way being occur chiefly primarily primary responsible serve experience
experienced suffer suffered develops gained gain reason owing attributable thanks underlying
"""


@cache
def light_words() -> frozenset[str]:
    """The stems of words that say little of what a text is about."""
    return frozenset(words_of(_LIGHT))

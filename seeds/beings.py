"""Beings: the words for those who are studied, people and animals."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_PEOPLE = _words(
    "patients inpatients outpatients participants subjects volunteers individuals persons"
    " people adults women men females males boys girls children infants newborns neonates"
    " babies toddlers preschoolers schoolchildren adolescents teenagers youths youngsters"
    " juveniles mothers fathers parents couples twins singletons siblings relatives"
    " offspring fetuses foetuses caregivers carers spouses respondents interviewees"
    " listeners speakers readers observers raters students undergraduates graduates pupils"
    " trainees residents interns fellows physicians doctors clinicians surgeons"
    " practitioners gps nurses midwives dentists pharmacists psychiatrists psychologists"
    " therapists radiologists pathologists providers professionals managers experts workers"
    " servants staff employees teachers farmers firefighters veterans soldiers recruits"
    " prisoners athletes players runners skiers swimmers cyclists dancers musicians singers"
    " smokers drinkers users asthmatics diabetics hypertensives octogenarians nonagenarians"
    " donors recipients survivors sufferers beneficiaries members enrollees patrons"
    " consumers drivers pedestrians immigrants migrants refugees elderly primiparae"
    " multiparae nulliparae probands decedents seniors citizens suspects"
)
_PERSON = _words(
    "patient inpatient outpatient participant volunteer person adult woman man boy girl"
    " child infant newborn neonate baby adolescent mother father parent respondent student"
    " physician doctor clinician practitioner nurse surgeon donor"
)
# These may be of any species:
OF_ANY_SPECIES = _words(
    "subjects males females male female individuals individual adults adult newborns"
    " newborn neonates neonate babies juveniles singletons fetuses foetuses offspring"
    " mother mothers parents parent siblings twins donors donor recipients recipient"
    " survivors survivor infants infant users members"
)
# Each name with the words that stand for it; Latin names in full.
ANIMALS = {
    "mouse": "mouse|mice|murine|mus musculus",
    "rat": "rats?|(?:sprague[- ]dawley|wistar)(?: rats?)?|rattus norvegicus",
    "dog": "dogs?|canines?|beagles?|pupp(?:y|ies)|canis (?:lupus )?familiaris",
    "cat": "cats?|felines?|kittens?",
    "rabbit": "rabbits?|oryctolagus cuniculus",
    "guinea pig": "guinea[- ]pigs?|cavia porcellus",
    "hamster": "hamsters?",
    "gerbil": "gerbils?",
    "ferret": "ferrets?",
    "pig": "(?<!guinea )(?<!guinea-)pigs?|piglets?|mini-?pigs?|porcine|swine|sows?|sus scrofa",
    "sheep": "sheep|ovine|lambs?|ewes?|ovis aries",
    "goat": "goats?|caprine",
    "cattle": "cattle|cows?|bovines?|heifers?|steers|bos taurus",
    "horse": "horses?|equines?|mares?|foals?|ponies|pony",
    "monkey": "monkeys?|macaques?|baboons?|marmosets?|rhesus|macaca \\w+|non-?human primates?",
    "chimpanzee": "chimpanzees?",
    "chicken": "chickens?|hens?|broilers?|chick embryos?|chicks?|gallus gallus",
    "bird": "(?:song)?birds?|finch(?:es)?|sparrows?|pigeons?|quails?|ducks?|geese|turkeys",
    "fish": "(?<!zebra)fish(?:es)?|salmon|trout|carp|tilapia",
    "zebrafish": "zebrafish|danio rerio",
    "frog": "frogs?|toads?|tadpoles?|xenopus(?: laevis)?",
    "reptile": "lizards?|snakes?|turtles?|tortoises?|reptiles?",
    "fruit fly": "fruit fl(?:y|ies)|drosophila(?: melanogaster)?",
    "mosquito": "mosquito(?:e?s)?|anopheles(?: \\w+)?|aedes(?: \\w+)?",
    "tick": "ticks?|ixodes(?: \\w+)?",
    "bee": "(?:honey|bumble)?bees?|apis mellifera",
    "insect": "insects?|beetles?|moths?|cockroach(?:es)?|(?:sand|black|tsetse )?flies",
    "roundworm": "c(?:aenorhabditis|\\.) elegans|nematodes?",
    "snail": "snails?",
    "bat": "bats",
    "deer": "deer",
    "seal": "(?:harbou?r|elephant|grey|gray|fur) seals?|sea lions?",
    "elephant": "elephants?(?! seals?)",
    "animal": "animals?|rodents?|mammals?|livestock|in vivo models?",
}

PEOPLE_WORD = rf"(?:{'|'.join(sorted(_PEOPLE))})"
PERSON_WORD = rf"(?:{'|'.join(sorted(_PEOPLE | _PERSON))})"
ANIMAL_WORD = rf"(?:{'|'.join(ANIMALS.values())})"
_OTHERS = "cases|controls|cadavers|deaths|suicides|live births|trios|dyads|twin pairs"
COUNTED_WORD = rf"(?:{PEOPLE_WORD}|{ANIMAL_WORD}|{_OTHERS})"
"""Words for several of those whom a sample size counts."""
# What studies also count, and a sample size does not.
THING_WORD = (
    "(?:samples|specimens|eyes|teeth|hips|knees|tumou?rs|lesions|procedures|operations|scans"
    "|studies|images|cultures|visits|admissions|hospitals|practices|programs|cycles|pregnancies"
    "|implants|episodes|examinations|biopsies|records|fractures|articles|trips|items"
    "|measurements|households|ears|sera|isolates|limbs|feet|legs|grafts|reports|laboratories"
    "|centers|centres)"
)
# Medical Subject Headings before their comma (`Mice, Inbred BALB C`), in lower case.
MESH = {
    "humans": "human", "mice": "mouse", "rats": "rat", "dogs": "dog", "cats": "cat",
    "rabbits": "rabbit", "guinea pigs": "guinea pig", "cricetinae": "hamster",
    "mesocricetus": "hamster", "gerbillinae": "gerbil", "ferrets": "ferret", "swine": "pig",
    "sus scrofa": "pig", "sheep": "sheep", "goats": "goat", "cattle": "cattle",
    "horses": "horse", "macaca mulatta": "monkey", "macaca fascicularis": "monkey",
    "haplorhini": "monkey", "papio": "monkey", "callithrix": "monkey",
    "pan troglodytes": "chimpanzee", "chickens": "chicken", "birds": "bird", "fishes": "fish",
    "zebrafish": "zebrafish", "xenopus laevis": "frog", "drosophila": "fruit fly",
    "drosophila melanogaster": "fruit fly", "caenorhabditis elegans": "roundworm",
}  # fmt: skip

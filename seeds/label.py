"""Labels of an abstract's sections, as they are printed in running text: `Methods:`, `目的：`."""

import re
from collections.abc import Iterator

# The words of which the labels of structured abstracts are made (after those that MEDLINE prints);
# a label holds one of the first kind at least, so that `Treatment:` alone is text.
_TELLING = (
    "abstract|acquisition|aims?|analys[ei]s|approach|background|conclusions?|context|criteria|design|"
    "discussion|extraction|findings?|funding|goals?|hypothes[ei]s|implications?|importance|"
    "interpretation|interventions?|introduction|limitations?|materials?|measure(?:ment)?s?|"
    "methodology|methods?|objectives?|observations?|outcomes?|participants?|patients?|presentation|"
    "purposes?|questions?|rationale|recommendations?|registration|relevance|reports?|results?|"
    "selection|settings?|significance|sources?|subjects?|summary|synthesis"
)
_OTHER = (
    "animals?|cases?|clinical|data|eligibility|evidence|experimental|exposures?|health|inclusion|key|"
    "level|main|practice|primary|principal|procedures?|public|research|review|samples?|scientific|"
    "search|secondary|statistical|study|systematic|therapeutic|treatments?|trial"
)
_JOINT = r"(?:\s*[/,&]\s*|\s+(?:and|of|for|in|the)\s+|\s+)"
_CHINESE = (
    "(?:研究)?(?:背景|目的|目标|(?:材料|资料|对象)[与和]方法|方法|设计|结果|结论|讨论|意义|"
    "引言|前言)"
)
_LABEL = re.compile(
    r"(?:(?:^|(?<=\n))\s*|(?<=[.!?)\];])\s+|(?<=[。！？；])\s*)"
    rf"(?P<label>(?=[A-Z])(?i:(?:(?:{_OTHER}){_JOINT}){{0,4}}(?:{_TELLING})"
    rf"(?:{_JOINT}(?:{_TELLING}|{_OTHER})){{0,6}})|{_CHINESE})"
    r"\s*[:：]\s*"
)


def printed_labels(text: str) -> Iterator[tuple[int, int, str]]:
    """Each label at the start of a line or after a sentence: start, end after its colon, words."""
    # A label ends with a colon: what stands behind the last is not gone through.
    end = max(text.rfind(":"), text.rfind("：")) + 1
    while end and text[end : end + 1].isspace():
        end += 1
    for match in _LABEL.finditer(text, 0, end):
        yield match.start("label"), match.end(), match["label"]

"""Registers of clinical trials, and the numbers of trials in them."""

import re
from collections.abc import Iterable

# The banks of MEDLINE's list that register trials; the others hold sequences, structures and data.
_REGISTERS = frozenset(
    (
        "anzctr",
        "chictr",
        "chictr-trc",
        "clinicaltrials.gov",
        "cris",
        "ctri",
        "drks",
        "eudract",
        "irct",
        "isrctn",
        "japiccti",
        "jma",
        "jma-iia",
        "jprn",
        "jrct",
        "kct",
        "lbctr",
        "ntr",
        "pactr",
        "rebec",
        "reec",
        "repec",
        "rpcec",
        "slctr",
        "tctr",
        "umin-ctr",
        "umin ctr",
    )
)
_NUMBER = re.compile(r"NCT\d{8}|ISRCTN\d{6,8}|ACTRN\d{14}|DRKS\d{8}|ChiCTR[\w-]*\d{6,}|UMIN\d{9}")


def trial_ids(accessions: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The trials among accession numbers that come with the names of their banks, each once."""
    return tuple(
        dict.fromkeys(
            number
            for bank, number in accessions
            if number and (bank.strip().lower() in _REGISTERS or _NUMBER.fullmatch(number))
        )
    )

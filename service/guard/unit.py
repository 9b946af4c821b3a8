"""Units: what numbers count, each as a kind and a factor."""

import re

# Kind, then each unit of it with how many of the kind's own unit it is.
_SIMPLE: dict[str, dict[str, float]] = {
    "mass": {"kg": 1e6, "g": 1e3, "mg": 1.0, "μg": 1e-3, "ug": 1e-3, "mcg": 1e-3,
             "ng": 1e-6, "pg": 1e-9},
    "volume": {"l": 1e3, "dl": 1e2, "cl": 10.0, "ml": 1.0, "cc": 1.0, "μl": 1e-3, "ul": 1e-3},
    "length": {"m": 1e3, "cm": 10.0, "mm": 1.0, "μm": 1e-3, "um": 1e-3, "nm": 1e-6, "km": 1e6},
    "substance": {"mol": 1e3, "mmol": 1.0, "μmol": 1e-3, "umol": 1e-3, "nmol": 1e-6, "pmol": 1e-9},
    "molarity": {"M": 1e3, "mM": 1.0, "μM": 1e-3, "uM": 1e-3, "nM": 1e-6, "pM": 1e-9},
    "units": {"iu": 1.0, "u": 1.0, "units": 1.0, "unit": 1.0, "miu": 1e-3},
    "dose of radiation": {"Gy": 1.0, "cGy": 1e-2, "mGy": 1e-3},
    "pressure": {"mmHg": 1.0, "kPa": 7.50062, "cmH2O": 0.735559},
    "energy": {"kcal": 1.0, "kJ": 0.239006},
    "temperature": {"°C": 1.0, "°F": 1.0},
    "frequency": {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6},
    "sequence": {"bp": 1.0, "kb": 1e3, "Mb": 1e6, "kbp": 1e3},
    "molecular mass": {"kDa": 1.0, "Da": 1e-3},
    "time": {
        "s": 1 / 86_400, "sec": 1 / 86_400, "second": 1 / 86_400, "ms": 1 / 86_400_000,
        "min": 1 / 1_440, "minute": 1 / 1_440, "h": 1 / 24, "hr": 1 / 24, "hour": 1 / 24,
        "d": 1.0, "day": 1.0, "wk": 7.0, "week": 7.0, "mo": 30.4375, "month": 30.4375,
        "y": 365.25, "yr": 365.25, "year": 365.25, "decade": 3_652.5,
    },
    "body weight": {"kg": 1.0, "kilogram": 1.0},
    "area": {"m2": 1e4, "m²": 1e4, "cm2": 1.0, "cm²": 1.0, "mm2": 1e-2, "mm²": 1e-2},
}  # fmt: skip
_WORDS = {
    "kilogram": "kg", "gram": "g", "milligram": "mg", "microgram": "μg", "nanogram": "ng",
    "litre": "l", "liter": "l", "millilitre": "ml", "milliliter": "ml", "microlitre": "μl",
    "metre": "m", "meter": "m", "centimetre": "cm", "centimeter": "cm", "millimetre": "mm",
    "millimeter": "mm", "micron": "μm", "micrometer": "μm",
}  # fmt: skip
_BY_UNIT: dict[str, tuple[str, float]] = {
    unit: (kind, factor)
    for kind, units in reversed(_SIMPLE.items())
    for unit, factor in units.items()
}
_ONE = "|".join(sorted((*_BY_UNIT, *_WORDS), key=len, reverse=True))
_UNIT = re.compile(
    rf"[ -]?(?P<top>(?:{_ONE}))s?(?P<lower>(?: ?/ ?| per )(?:{_ONE})s?(?:/(?:{_ONE}))?)?"
    r"(?![\w])(?!'[a-z]{2})",
    re.IGNORECASE,
)


def unit_at(text: str, position: int) -> tuple[str, float, int]:
    """The kind of the unit at a position, its factor, and where it ends; empty where none is."""
    match = _UNIT.match(text, position)
    if not match or (top := _known(match["top"])) is None:
        return "", 1.0, position
    if not match["lower"]:
        return *top, match.end()
    kind, factor = top
    for part in re.split(r"/|per", match["lower"]):
        if name := part.strip().rstrip("s"):
            below = ("body weight", 1.0) if name.lower() == "kg" else _known(name)
            if below is None:
                return *top, match.end("top")
            kind, factor = f"{kind} per {below[0]}", factor / below[1]
    return kind, factor, match.end()


def _known(written: str) -> tuple[str, float] | None:
    for name in (written, written.rstrip("s")):
        plain = _WORDS.get(name.lower(), name)
        if plain in _BY_UNIT:
            return _BY_UNIT[plain]
        # A lone capital is a name or molar, never metres, seconds or grams.
        if plain.lower() in _BY_UNIT and (len(plain) > 1 or plain in ("L", "H")):
            return _BY_UNIT[plain.lower()]
    return None

"""What a client accepts: the header `Accept`."""

from collections.abc import Mapping


def prefers(accept: str, wanted: str, default: str) -> bool:
    """Whether a client would rather have one media type than the one it gets by default.

    Types that are named exactly count before `type/*` and `*/*`; what cannot be read is passed
    over, and equal weights mean the default.
    """
    weights = dict(filter(None, map(_range, accept.split(","))))
    return _weight(wanted, weights) > _weight(default, weights)


def _range(text: str) -> tuple[str, float] | None:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    printed = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    try:
        return name, min(max(float(printed), 0.0), 1.0)
    except ValueError:
        return None


def _weight(media_type: str, weights: Mapping[str, float]) -> float:
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((weights[one] for one in ranges if one in weights), 0.0)

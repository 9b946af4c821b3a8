"""The report of an ingestion, as a response."""

from http import HTTPStatus

from service.http.problem import ProblemError
from service.http.reply import JsonReply
from service.report import Report, report_json


def report_response(report: Report) -> JsonReply:
    """The report; where nothing at all could be read, the problem that holds it is raised."""
    if report.read or report.deleted or not report.rejected:
        return JsonReply(report_json(report))
    first = report.rejected[0]
    others = f" ({len(report.rejected) - 1} more refused)" if len(report.rejected) > 1 else ""
    raise ProblemError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        f"Nothing was taken in. {first.source}, {first.place}: {first.reason}{others}.",
        report=report_json(report),
    )

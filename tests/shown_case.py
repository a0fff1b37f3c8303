"""All that can be seen of a case."""

from engine.case.event_codec import column_row, encode
from engine.case.summary import log_json, summary_json


def shown(case):
    """Everything that the window or a report shows of a case, and fails where a row is missing."""
    return (
        summary_json(case),
        log_json(case),
        [plain(event) for entry in case.analyses() for event in case.events(entry.id)],
        [case.snapshot(one.act) for one in case.state().remarks.values() if one.bookmark],
    )


def plain(event):
    columns = []
    body = encode(event, columns)
    return body, [column_row(column) for column in columns]

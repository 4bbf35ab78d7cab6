"""Check the RO-Crates of results folders with roc-validator, against the Process Run Crate profile.

In an environment of its own, which needs no network once it is made::

    python -m venv crates
    crates/bin/python -m pip install roc-validator==0.13.0 rocrate==0.13.0
    crates/bin/python tests/verification/crate_validator.py results/my_question

The JSON-LD context of RO-Crate 1.1 is the copy that rocrate 0.13.0 ships; all other addresses count as out of reach.
Exit 1 when something required is not so. The outcome is in docs/how-to-sweep.md.
"""

from __future__ import annotations

import email.message
import io
import sys
import urllib.request
from importlib.resources import files
from typing import Any
from urllib.response import addinfourl

PROFILE = "process-run-crate-0.5"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def stay_offline(context: bytes) -> None:
    """Answer for `CONTEXT` from here, whoever asks, and for nothing else."""
    import rdflib._networking
    import rdflib.parser
    import requests

    def opened(request: Any, *_: Any, **__: Any) -> addinfourl:
        url = getattr(request, "full_url", request)
        if not url.startswith(CONTEXT):
            raise OSError(f"out of reach: {url}")
        headers = email.message.Message()
        headers["Content-Type"] = "application/ld+json"
        return addinfourl(io.BytesIO(context), headers, url, 200)

    def asked(self: Any, method: str, url: str, *_: Any, **__: Any) -> requests.Response:
        if not url.startswith(CONTEXT):
            raise requests.ConnectionError(f"out of reach: {url}")
        answer = requests.Response()
        answer.status_code, answer._content, answer.url = 200, context, url
        answer.headers["Content-Type"] = "application/ld+json"
        return answer

    urllib.request.urlopen = opened
    rdflib._networking._urlopen = opened
    rdflib.parser._urlopen = opened
    requests.Session.request = asked


def check(folder: str) -> bool:
    """Print what is not as it must or should be; whether all is that must."""
    from rocrate_validator import models, services

    good = True
    for level in (models.Severity.REQUIRED, models.Severity.RECOMMENDED):
        settings = services.ValidationSettings(
            rocrate_uri=folder, profile_identifier=PROFILE, requirement_severity=level
        )
        found = services.validate(settings)
        issues = [issue for issue in found.get_issues() if issue.severity == level]
        count = sum(one.severity == level for one in found.executed_checks)
        print(f"{folder}: {level.name.lower()}: {count - len({i.check.identifier for i in issues})} of {count} checks")
        for issue in issues:
            print(f"  {issue.check.identifier}: {issue.message}")
        good &= level != models.Severity.REQUIRED or not issues
    return good


if __name__ == "__main__":
    stay_offline(files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes())
    checked = [check(folder) for folder in sys.argv[1:]]
    sys.exit(not all(checked))

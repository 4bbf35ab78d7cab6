"""Findings in words, for people: English and Dutch."""

from lcsim.report.account import account_text
from lcsim.report.as_json import json_object
from lcsim.report.study import Study, study

__all__ = ["Study", "account_text", "json_object", "study"]

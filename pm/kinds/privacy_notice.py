"""A privacy notice that a resident was given."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.kind_types import Version
from pm.model.record import Record
from pm.model.values import Link


class PrivacyNotice(Record, kw_only=True):
    """A notice that told a resident how his data is handled (个人信息告知)."""

    prefix: ClassVar[str] = "PN"
    initial: ClassVar[str] = "given"
    columns: ClassVar[tuple[str, ...]] = ("id", "resident", "version", "given_on", "how", "state")
    spare: ClassVar[tuple[str, ...]] = ("how",)
    headline: ClassVar[tuple[str, ...]] = ("resident", "version")
    subject_of: ClassVar[str] = "resident"

    resident: Link[Literal["resident"]]
    version: Annotated[Version, mark("the version of the text, as in 2026-1")]
    given_on: date
    how: Annotated[Literal["written", "oral", "online"], mark("in which form it was given")]

"""Founding: a new office with its defaults, and its first manager, in one commit."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from pm.errors import Invalid, Refused
from pm.i18n import Message, mark
from pm.model.codec import is_kept
from pm.model.ids import SYSTEM
from pm.model.kind import Kind
from pm.model.kind_types import is_zone
from pm.model.times import zone_named
from pm.office import registry
from pm.office.desk import Desk
from pm.office.environment import Environment
from pm.office.guarding import guard
from pm.office.keys.making import NewVault, Sealing, give_keys, new_vault
from pm.office.lookup import EmptyLookup
from pm.office.office import STAFF_OPTION, Office
from pm.office.performing import Acting, Circumstances
from pm.office.sample import records_folder
from pm.office.vaulting import identities_of, kept_away
from pm.store.failures import plain_disk_failures
from pm.store.options import write_options
from pm.store.preflight import OFFICE
from pm.store.record_writing import write_stored
from pm.store.records import Stored, read_stored
from pm.store.repository import create
from pm.store.session import Change
from pm.store.transaction import transaction
from pm.store.yaml_splicing import splice_tree
from pm.vault.age import Identity
from pm.vault.clear import ClearVault

DEFAULTS = (
    *("channel", "department", "category", "post", "reason", "purpose", "retention"),
    *("calendar", "policy", "standard", "checklist", "plan"),
    *("paper", "qualification", "shift_time"),
)
"""The kinds whose sample records every new office begins with."""
CHINA = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "Asia/Kashgar", "PRC")
"""The time zones where the official days off of China hold."""
OFFICE_HOURS = "office-hours"
"""The calendar of the office itself, as a new office has it."""
FOUND = "found"
"""The verb of the first commit, by which all of them came."""
ATTRIBUTES = b"records/** -text\n"


class Founded(NamedTuple):
    """A new office, its first manager, and what the person is to be told."""

    office: Office
    staff: str
    commit: str
    warnings: tuple[Message, ...] = ()
    recovery: Identity | None = None
    """What opens everything if all else is lost; none for an office without a vault."""
    identities: tuple[Path, ...] = ()
    """Where the identities that were made are kept."""


class Beginning(NamedTuple):
    """What an office is made of: the first act, its manager, and what waits for the first keys."""

    acting: Acting
    manager: str
    waiting: Sequence[Stored] = ()
    """Records that are kept from somebody, and so from holders of keys."""


class Plan(NamedTuple):
    """What an office is made of: names as people say them."""

    name: str
    timezone: str
    language: str
    staff: str


def found(folder: Path, plan: Plan, environment: Environment, sealing: Sealing | None) -> Founded:
    """Make an office in a folder; raises Refused where there is one already.

    Without ``sealing`` it has no vault: what is personal is written as it is said.
    """
    return establish(folder, plan.timezone, environment, lambda desk: _staffed(desk, plan), sealing)


def establish(  # noqa: PLR0913, PLR0917  # an office is made of all of these
    folder: Path,
    zone: str,
    environment: Environment,
    build: Callable[[Desk], Beginning],
    sealing: Sealing | None,
    now: Callable[[tzinfo], datetime] | None = None,
    *,
    for_all: bool = False,
) -> Founded:
    """Make a repository and its first commit of what ``build`` gives.

    The manager gets keys, or ``for_all`` everybody whose post lets him read something.
    """
    if (folder / OFFICE).exists():
        raise _there_already(folder)
    _refuse_unknown_zone(zone)
    repository = create(folder)
    warnings = guard(repository)
    with transaction(repository, founding=True) as session:
        if session.exists(OFFICE):  # its making was interrupted and has just been finished
            raise _there_already(folder)
        with plain_disk_failures():
            made = None if sealing is None else new_vault(repository)
        desk = Desk(
            session,
            environment,
            ClearVault() if made is None else made.vault,
            lookup=EmptyLookup(),
            now=now,
            founder=zone_named(zone),
        )
        acting, manager, waiting = build(desk)
        acting.typist = acting.by = manager
        kept = (
            () if made is None or sealing is None else _seal(desk, acting, made, sealing, for_all)
        )
        for stored in waiting:
            acting.take(stored, FOUND)
        acting.deeds = [deed._replace(verb=FOUND, by=manager) for deed in acting.deeds]
        desk.says_clock = now is None
        commit = desk.record(acting, bulk="", beside=[Change(".gitattributes", ATTRIBUTES)])
        with plain_disk_failures():
            desk.vault.flush()
        write_options(repository.git, repository.common_dir, {STAFF_OPTION: manager})
    office = Office(repository, environment)
    if made is None:
        return Founded(office, manager, commit, warnings)
    office.take_vault(made.vault)
    return Founded(office, manager, commit, warnings, made.recovery, kept)


def _seal(
    desk: Desk,
    acting: Acting,
    made: NewVault,
    sealing: Sealing,
    for_all: bool,  # noqa: FBT001  # as the caller has it
) -> tuple[Path, ...]:
    """Write into the office's record that it is sealed, and give out the first keys."""
    acting.settle("vault", made.name)
    made.vault.away = partial(kept_away, desk.reader, acting.staff)
    identities = identities_of(desk.environment, made.name)
    holders = acting.staff if for_all else [acting.typist]
    day = acting.now.date()
    return tuple(
        give_keys(made.vault.keyring, identities, staff, scopes, sealing, day)
        for staff in holders
        if (scopes := desk.rules.scopes_of(staff))
    )


def _there_already(folder: Path) -> Refused:
    return Refused(
        mark("there is an office in {folder} already", folder=str(folder)),
        hint=mark("go on in it with: pm -C {folder} status", folder=str(folder)),
    )


def _refuse_unknown_zone(name: str) -> None:
    if not is_zone(name):
        raise Invalid(
            mark("'{name}' is not a time zone", name=name),
            hint=mark("name it like Asia/Shanghai or Europe/London"),
        )


def _staffed(desk: Desk, plan: Plan) -> Beginning:
    """Make settings, defaults and the first manager."""
    acting = desk.acting("", Circumstances())
    office, staff = registry.kind("office"), registry.kind("staff")
    given = [_at_place(stored, plan.timezone) for stored in defaults()]
    for stored in {one.path: one for one in (*given, *system_records())}.values():
        _take(acting, stored)
    acting.create(office, office.verbs["new"], _settings(plan, newest_policy(given)))
    acting.settle("aliases", _short_words())
    hiring = {"name": plan.staff, "post": top_post(given)}
    return Beginning(acting, acting.create(staff, staff.verbs["new"], hiring).record.id)


def taken_over(desk: Desk, records: Iterable[Stored], manager: str) -> Beginning:
    """Begin an office with records as they stand."""
    acting = desk.acting("", Circumstances())
    waiting: list[Stored] = []
    for stored in records:
        if is_kept(stored.kind, stored.tree):
            waiting.append(stored)
        else:
            _take(acting, stored)
    return Beginning(acting, manager, waiting)


def _take(acting: Acting, stored: Stored) -> None:
    """Take over a record of the sample office; its plans begin to count with the office."""
    if getattr(stored.record, "valid_from", "") is None and stored.kind.name == "plan":
        begun = msgspec.structs.replace(stored.record, valid_from=acting.at.date())
        stored = write_stored(stored.kind, begun, ClearVault(), stored)
    acting.take(stored, FOUND)


def _short_words() -> object:
    """Give the short words that every new office begins with."""
    settings: Any = next(sample_records(registry.kind("office"))).record
    return settings.aliases


def _settings(plan: Plan, policy: str) -> Mapping[str, str]:
    return {
        f"name_{plan.language}": plan.name,
        "timezone": plan.timezone,
        "language": plan.language,
        "policy": policy,
        "calendar": OFFICE_HOURS,
    }


def defaults() -> list[Stored]:
    """Give the records that every new office begins with, from the sample office."""
    return [stored for noun in DEFAULTS for stored in sample_records(registry.kind(noun))]


def _at_place(stored: Stored, timezone: str) -> Stored:
    """Let a calendar outside of China observe the days off that the office sets up itself."""
    if stored.kind.name != "calendar" or timezone in CHINA or stored.tree["days_off"] != "china":
        return stored
    after = {**stored.tree, "days_off": "office"}
    return read_stored(stored.kind, stored.path, splice_tree(stored.data, after, stored.path))


def system_records() -> list[Stored]:
    """Give what every office has, so that what time does is somebody's: the system and its post."""
    staff: Any = next(
        one for one in sample_records(registry.kind("staff")) if one.record.id == SYSTEM
    )
    posts = sample_records(registry.kind("post"))
    return [*(one for one in posts if one.record.id == staff.record.post), staff]


def sample_records(kind: Kind) -> Iterator[Stored]:
    """Give the sample office's records of a kind."""
    top = records_folder()
    below = top / f"{kind.name}.yaml" if kind.is_single else top / kind.plural
    files = [below] if kind.is_single else sorted(below.rglob("*.yaml"))
    for file in files:
        yield read_stored(kind, kind.path(file.stem), file.read_bytes())


def top_post(given: Iterable[Stored]) -> str:
    """Give the post whose holder may do everything."""
    return next(
        stored.record.id for stored in given if "*" in getattr(stored.record, "capabilities", ())
    )


def newest_policy(given: Iterable[Stored]) -> str:
    """Give the version of the policy that a new office begins with."""
    policies: list[Any] = [stored.record for stored in given if stored.kind.name == "policy"]
    newest: str = max(policies, key=lambda policy: policy.valid_from).id
    return newest

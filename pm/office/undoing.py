"""Undo: one's own last act is taken back by a new commit that returns the fields."""

from typing import NamedTuple

from pm.errors import Refused
from pm.i18n import mark
from pm.index.acts import LoggedAct
from pm.model.grammar import mail_of
from pm.model.labels import label
from pm.office import registry
from pm.office.desk import Desk, at_desk
from pm.office.founding import FOUND
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from pm.store.records import read_stored
from pm.store.session import Change
from pm.store.yaml_splicing import splice_tree

UNDO = "undo"
FINAL_VERBS = frozenset({"forget"})
"""What can never be taken back."""


class Undone(NamedTuple):
    """What was taken back: the commit, and the records with the states they are in now."""

    commit: str
    verb: str
    records: tuple[tuple[str, str], ...]


def undo(office: Office, *, dry_run: bool = False) -> Undone:
    """Take back the last act of who acts; refuses what others have built on or have seen."""
    with at_desk(office, dry_run=dry_run) as desk:
        staff = office.acting_staff(desk.entering())
        acts = _one_for_each_record(_last_acts(office, staff))
        first = acts[0]
        if first.verb in FINAL_VERBS:
            raise Refused(
                mark(
                    "{verb} cannot be taken back",
                    verb=label("verb", first.verb.replace("-", "_")),
                )
            )
        _refuse_shared(office, first.commit_id)
        acting = desk.acting(staff, Circumstances())
        changes = [_returned(office, desk, acting, act) for act in acts]
        bulk = "" if len(acts) > 1 and first.records > 1 else None
        desk.record(acting, bulk=bulk, undoes=first.commit_id, beside=changes)
    records = tuple((deed.record, deed.target) for deed in acting.deeds)
    return Undone(first.commit_id, acts[-1].verb, records)


def _last_acts(office: Office, staff: str) -> list[LoggedAct]:
    """Give the newest act of a member of staff that is not undone: a row for each deed."""
    undone: set[str] = set()
    for act in office.index.acts_by(mail_of(staff)):
        if act.undoes is not None:
            undone.add(act.undoes)
        elif act.verb == FOUND:
            break
        elif act.verb and act.commit_id not in undone:
            return office.index.acts_of_commit(act.commit_id)
    raise Refused(
        mark("you have nothing to take back"), hint=mark("see what was done with: pm log")
    )


def _one_for_each_record(acts: list[LoggedAct]) -> list[LoggedAct]:
    """Give the last deed on each record: it is given back as it was before the whole act."""
    return list({(act.kind, act.record_id): act for act in acts}.values())


def _refuse_shared(office: Office, commit: str) -> None:
    answer = office.repository.git.read(
        "for-each-ref", f"--contains={commit}", "--format=%(refname)", "refs/remotes"
    )
    if answer.output.strip():
        raise Refused(
            mark("others have this act already: it was shared"),
            hint=mark("correct it by a new act, or strike the record out with void"),
        )


def _returned(office: Office, desk: Desk, acting: Acting, act: LoggedAct) -> Change:
    """Give the file as it was before the act; a record that it made becomes void."""
    kind = registry.kind(act.kind)
    path = kind.path(act.record_id)
    now = desk.session.read(path)
    if now is None or now != office.repository.read(act.commit_id, path):
        raise Refused(
            mark("{id} has been changed since", id=act.record_id),
            hint=mark("see by whom with: pm log {id}", id=act.record_id),
        )
    stored = read_stored(kind, path, now)
    before = office.repository.read(f"{act.commit_id}^", path)
    if before is None:
        if "void" not in kind.states:
            raise Refused(mark("the making of {id} cannot be taken back", id=act.record_id))
        before = splice_tree(now, {**stored.tree, "state": "void"}, path)
    acting.note(
        kind,
        act.record_id,
        UNDO,
        source=stored.record.state,
        target=read_stored(kind, path, before).record.state,
        subject=f"undo {act.verb}",
    )
    return Change(path, before)

"""A record's file as git shows it to its reader: opened in this process, and masked.

Git runs ``pm textconv`` for each side of a difference and keeps nothing of what it prints. Each
value is followed by a mark of its token, so that a change is seen where both masks are alike.
"""

from functools import partial

from pm.errors import PmError
from pm.model.codec import changed
from pm.model.fields import Field
from pm.model.sensitive import masked_text
from pm.model.values import Place
from pm.office.leaks import kind_named
from pm.office.office import Office
from pm.office.sight import Sight, sign_of
from pm.store.attributes import add_attribute, remove_attribute
from pm.store.repository import set_options
from pm.store.yaml_reading import read_tree
from pm.store.yaml_splicing import splice_tree
from pm.vault.token import looks_sealed

_OPTIONS = {"diff.pm.textconv": "pm textconv", "diff.pm.cachetextconv": "false"}
_ATTRIBUTE = "records/** diff=pm"


def readable(office: Office, data: bytes, name: str) -> str:
    """Give a file as its reader may see it; what is no record is shown as it stands, masked."""
    try:
        tree = read_tree(data, name)
        kind = kind_named(str(tree.get("id", "")))
        if kind is not None:
            shown = changed(kind, tree, partial(_shown, Sight(office)))
            data = splice_tree(data, shown, name)
    except PmError:
        return masked_text(data.decode("utf-8", "replace"))
    return masked_text(data.decode("utf-8"))


def install(office: Office) -> None:
    """Let git show records so in this clone."""
    set_options(office.repository, _OPTIONS)
    add_attribute(office.repository.common_dir, _ATTRIBUTE)


def remove(office: Office) -> None:
    """Let git show records as they lie on the disk again."""
    remove_attribute(office.repository.common_dir, _ATTRIBUTE)
    set_options(office.repository, dict.fromkeys(_OPTIONS))


def _shown(sight: Sight, field: Field, place: Place, disk: str) -> str:
    seen, sign = sight.past(field, place, disk), sign_of(disk)
    return seen if seen.endswith(f"{sign}]") or not looks_sealed(disk) else f"{seen} [{sign}]"

"""A record's file as git shows it to its reader: opened in this process, and masked.

Git runs ``pm textconv`` for each side of a difference and keeps nothing of what it prints. Each
value is followed by a mark of its token, so that a change is seen where both masks are alike.
"""

from functools import partial
from hashlib import blake2s
from typing import Any

from pm.errors import Damaged, Erased, PmError, Sealed
from pm.model.codec import changed
from pm.model.fields import Field
from pm.model.problem import BadValue
from pm.model.sensitive import STARS, masked_text
from pm.model.values import Place
from pm.office.leaks import kind_named
from pm.office.office import Office
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
            shown = changed(kind, tree, partial(_shown, office))
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


def _shown(office: Office, field: Field, place: Place, disk: str) -> str:
    if not looks_sealed(disk):
        return _masked(field, disk)
    sign = blake2s(disk.encode("utf-8"), digest_size=2).hexdigest()
    try:
        return f"{_masked(field, office.vault.open(place, disk))} [{sign}]"
    except Erased:
        return f"[erased {sign}]"
    except Damaged:
        return f"[damaged {sign}]"
    except Sealed:
        return f"[sealed {place.scope} {sign}]"


def _masked(field: Field, text: str) -> str:
    form: Any = field.form
    mask = getattr(form, "mask", _hidden)
    try:
        return str(mask(form.read(text)))
    except BadValue:
        return STARS * 4


def _hidden(value: object) -> str:
    del value
    return STARS * 4

"""Import maps: of the office, of the sample office that comes with pm, or in a file."""

from pathlib import Path

from pm.errors import NotFound, Refused
from pm.i18n import mark
from pm.model.ids import is_slug
from pm.office import registry
from pm.office.office import Office
from pm.office.sample import records_folder
from pm.store.records import Stored, read_stored


def find_map(office: Office, name: str) -> Stored:
    """Give the map that a slug or a path means; raises NotFound, or Invalid for a bad one."""
    kind = registry.kind("map")
    stored = office.reader.find(kind, name)
    if stored is not None:
        if stored.record.state != kind.record.initial:
            raise Refused(
                mark("the map {map} is used no more", map=name),
                hint=mark("see it with: pm map show {map}", map=name),
            )
        return stored
    path = Path(name)
    if is_slug(name) and not path.is_file():
        path = records_folder() / kind.plural / f"{name}.yaml"
    try:
        data = path.read_bytes()
    except OSError:
        raise NotFound(
            mark("there is no map '{name}'", name=name),
            hint=mark("there are: {names}", names=", ".join(_names(office))),
        ) from None
    return read_stored(kind, str(path), data)


def _names(office: Office) -> list[str]:
    kind = registry.kind("map")
    shipped = {path.stem for path in (records_folder() / kind.plural).glob("*.yaml")}
    return sorted(shipped | set(office.lookup.ids(kind)))

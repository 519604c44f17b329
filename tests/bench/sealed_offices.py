"""Two offices of the same residents and tickets for measuring: one sealed, one clear."""

import shutil
from functools import cached_property
from pathlib import Path
from random import Random

from pm.model.grammar import mail_of
from pm.office import registry
from pm.office.desk import Desk, at_desk
from pm.office.environment import Environment
from pm.office.founding import Plan, found
from pm.office.keys.making import Sealing
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from tests.bench.offices import AUTHOR, BASE, git
from tests.bench.processes import PM, Run
from tests.bench.tickets import CATEGORIES, PLACES, TROUBLES

TICKETS = 10
"""A ticket for so many residents."""
IMPORT = "oldsystem"
KEPT = "kept"
"""The folder of the states to which things go back that git does not keep."""


class SealedPair:
    """A sealed office with so many residents, and the same one with ``--no-vault``.

    The people's identities, home and passing files lie beside them.
    """

    def __init__(self, folder: Path, size: int) -> None:
        """Take the folder; one that was filled before is taken as it is."""
        self.size = size
        self.base = folder / f"vault-{size}"
        self.sealed, self.clear = self.base / "sealed", self.base / "clear"
        self.twin = self.base / "twin"
        self._ready = self.base / "ready"
        if not self._ready.exists():
            shutil.rmtree(self.base, ignore_errors=True)
            self._make()
        self.restore()

    @property
    def variables(self) -> dict[str, str]:
        """What says where the secrets of these people lie."""
        home = str(self.base / "home")
        return {
            "HOME": home,
            "USERPROFILE": home,
            "XDG_RUNTIME_DIR": str(self.base / "run"),
            "PM_IDENTITIES": str(self._identities),
        }

    @cached_property
    def staff(self) -> str:
        """Who acts at the desk of the sealed office."""
        return git(self.sealed, "config", "pm.staff")

    @cached_property
    def resident(self) -> str:
        """The resident who is looked for, and forgotten."""
        return self.resident_file.stem

    @cached_property
    def resident_file(self) -> Path:
        """The file of a resident in the sealed office."""
        return min((self.sealed / "records" / "residents").rglob("*.yaml"))

    def run(self, *arguments: str) -> Run:
        """Give a run of pm in the sealed office."""
        return Run((*PM, *arguments), self.sealed, variables=self.variables)

    def run_clear(self, *arguments: str) -> Run:
        """Give a run of pm in the clear office."""
        return Run((*PM, *arguments), self.clear, variables=self.variables)

    def restore(self) -> None:
        """Take both offices, the keys and the identities back to how they were made."""
        for folder in (self.sealed, self.clear):
            git(folder, "reset", "-q", "--hard", BASE)
        for kept, folder in self._beside():
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)

    def _beside(self) -> list[tuple[Path, Path]]:
        folders = (self.sealed / ".git" / "pm", self.clear / ".git" / "pm", self._identities)
        kept = self.base / KEPT
        return [(kept / str(number), folder) for number, folder in enumerate(folders)]

    @property
    def _identities(self) -> Path:
        return self.base / "identities"

    # -- making -----------------------------------------------------------------------------------

    def _make(self) -> None:
        for name in ("home", "run"):
            (self.base / name).mkdir(parents=True)
        for folder, sealing in ((self.sealed, Sealing()), (self.clear, None)):
            self._fill(folder, sealing)
            git(folder, "branch", BASE)
        for run in (self.run, self.run_clear):  # the index is there, and kept too
            run("resident", "list", "--limit", "1").seconds()
        git(self.base, "clone", "-q", "--branch", BASE, str(self.clear), str(self.twin))
        git(self.twin, "config", "user.name", AUTHOR)
        git(self.twin, "config", "user.email", mail_of(self.staff))
        for kept, folder in self._beside():
            shutil.copytree(folder, kept)
        self._ready.touch()

    def _fill(self, folder: Path, sealing: Sealing | None) -> None:
        plan = Plan("Heron Gardens", "Asia/Shanghai", "en", AUTHOR)
        environment = Environment(self.variables)
        founded = found(folder, plan, environment, sealing)
        founded.office.close()
        office = Office.open(folder, environment)
        with at_desk(office) as desk:
            self._record(desk, desk.acting(founded.staff, Circumstances()))
        office.close()

    def _record(self, desk: Desk, acting: Acting) -> None:
        """Make all records by one act; each person has a telephone number of his own."""
        random = Random(self.size)  # noqa: S311  # repeatable on purpose
        choice = random.choice
        resident, ticket = registry.kind("resident"), registry.kind("ticket")
        for number in range(self.size):
            who = {"name": f"王{choice('伟芳娜敏静')}{number}", "phone": phone(number)}
            needs = {"special_needs": "a ramp at the door"}
            acting.create(resident, resident.verbs["new"], {**who, **needs})
            if number % TICKETS == 0:
                told = f"{choice(PLACES)}{choice(TROUBLES)}"
                asked = {"type": "repair", "channel": "phone", "category": choice(CATEGORIES)}
                texts = {"title": told, "description": f"{told}, 请尽快派人处理"}
                caller = {f"caller_{name}": text for name, text in who.items()}
                acting.create(ticket, ticket.verbs["new"], {**asked, **texts, **caller})
        desk.record(acting, bulk=IMPORT)


def phone(number: int) -> str:
    """Give the telephone number of one of the residents."""
    return f"138{number:08d}"

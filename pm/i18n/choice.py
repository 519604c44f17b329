"""Which language a run of pm speaks."""

from collections.abc import Mapping

from pm.errors import Usage
from pm.i18n import mark
from pm.i18n.formats import Code

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(
    option: str | None, environ: Mapping[str, str], office_setting: str | None
) -> Code:
    """Take the first that says something: ``--lang``, ``PM_LANG``, the office, the locale.

    A language that pm does not speak is a mistake where somebody asked pm for it, and English
    where the locale only says what the machine is set to.
    """
    for source, asked in (("--lang", option), ("PM_LANG", environ.get("PM_LANG"))):
        if asked:
            return _known(asked) or _refuse(source, asked)
    by_locale = next((environ[name] for name in LOCALE_VARIABLES if environ.get(name)), "")
    return _known(office_setting or "") or _known(by_locale) or "en"


def _known(tag: str) -> Code | None:
    """Read ``zh``, ``zh_CN.UTF-8``, ``zh-Hans`` and their like."""
    match tag.replace("-", "_").partition("_")[0].lower():
        case "zh":
            return "zh"
        case "en":
            return "en"
    return None


def _refuse(source: str, asked: str) -> Code:
    raise Usage(
        mark("{source} asks for the language '{asked}'", source=source, asked=asked),
        hint=mark("pm speaks en (English) and zh (Chinese)"),
    )

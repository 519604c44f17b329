"""The language is the first that somebody chose."""

import pytest

from pm.errors import Usage
from pm.i18n.choice import choose_language

ALL = {"PM_LANG": "zh", "LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN.UTF-8"}


@pytest.mark.parametrize(
    ("option", "environ", "office", "chosen"),
    [
        ("en", ALL, "zh", "en"),
        (None, {**ALL, "PM_LANG": "en"}, "zh", "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "en", "en"),
        (None, {"LANG": "en_GB.UTF-8"}, "zh", "zh"),
        (None, {"LC_ALL": "en_GB", "LANG": "zh_CN.UTF-8"}, None, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_TW"}, None, "zh"),
        (None, {"LANG": "C.UTF-8"}, None, "en"),
        (None, {"LANG": "fr_FR.UTF-8"}, None, "en"),
        (None, {}, None, "en"),
        (None, {"PM_LANG": ""}, "zh", "zh"),
        ("zh-Hans", {}, None, "zh"),
        ("ZH_cn", {}, None, "zh"),
    ],
)
def test_the_first_that_says_something_is_taken(
    option: str | None, environ: dict[str, str], office: str | None, chosen: str
) -> None:
    assert choose_language(option, environ, office) == chosen


def test_a_language_that_pm_does_not_speak_is_refused_where_pm_was_asked() -> None:
    with pytest.raises(Usage, match="--lang asks for the language 'fr'"):
        choose_language("fr", {}, None)
    with pytest.raises(Usage, match="PM_LANG"):
        choose_language(None, {"PM_LANG": "klingon"}, None)

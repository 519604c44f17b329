"""What click says by itself, in the language that pm speaks.

Click asks gettext's global domain for each of its texts, and that domain asks the environment
for the language. So the domain becomes ours, and ``LANGUAGE``, the variable that only gettext
reads, says which: processes that pm starts (an editor, a pager) then speak it too, and git as
the store calls it does not, since it runs in the C locale.
"""

import gettext
import os

from pm.i18n.catalogue import DOMAIN, LOCALE
from pm.i18n.formats import Code


def install_for_click(language: Code) -> None:
    """Let click speak a language from now on; English leaves it as it is."""
    if language == "en" and gettext.textdomain() != DOMAIN:
        return
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language

"""The few lines of the manual that are parsed but not played, and why not."""

_SERVER = "there is no server here"
_ENVELOPE = "the recovery key is asked for, and lies in an envelope"

UNPLAYED: dict[str, str] = {
    "pm vault sync ssh://keys.example/keys.git": _SERVER,
    "pm vault sync": _SERVER,
    "git pull --rebase": _SERVER,
    "git push": _SERVER,
    "pm vault unlock --minutes 60": "the passphrase is asked for",
    'pm vault recover "Chen Li"': _ENVELOPE,
    "pm vault recover 陈立": _ENVELOPE,
    "pm vault recover --drill": _ENVELOPE,
    "pm vault init --into sealed-office": "the office is sealed already",
}

"""The few lines of the manual that are parsed but not played, and why not."""

_SERVER = "there is no server of keys here"
_TWO = "the two envelopes are no example"

UNPLAYED: dict[str, str] = {
    "pm vault sync ssh://keys.example/keys.git": _SERVER,
    "pm vault sync": _SERVER,
}

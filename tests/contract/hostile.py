"""A corpus of what is hostile: files, ids and texts, for everything that reads or writes."""

ESC, BEL, CSI = "\x1b", "\x07", "\x9b"

LINES = {
    "formula": "=HYPERLINK(1)",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(A1)",
    "full-width formula": "＝1+1",
    "full-width at": "＠SUM",
    "space and formula": "x =1",
    "tab": "x\t=1",
    "one byte": f"{CSI}31m",
    "right to left": "evil\u202etxt.exe",
    "isolate": "\u2066x\u2069",
    "zero width": "zero\u200bwidth",
    "joiner": "a\u200db",
    "soft hyphen": "so\xadft",
    "private": "\ue000 \U0010fffd",
    "tags": "tag \U000e0041",
    "filler": "\u3164",
    "next line": "a\u2028b",
    "html": "<script>alert(1)</script>",
    "attribute": '" onload="x',
    "markdown link": "[x](javascript:alert(1))",
    "image": "![x](http://example.org/x.png)",
    "markdown table": "a | b | **c** `d`",
    "entity": "&lt;b&gt; &#x1b;",
    "format": "%s {0} {x} $(x) `x`",
    "yaml": "- {a: &b [*c]} # !!x",
    "quotes": "'\"\\",
    "token": "pm1.voice.1.AAAA",
    "other token": "pm2.voice.1.AAAA",
    "stars": "****",
    "mark": "•",
    "option": "--output=x",
    "path": "../../x",
    "null": "null",
    "long": "水" * 400,
}
"""Texts of one line that may be recorded, and are nothing but text."""

CONTROLS = {
    "title": f"{ESC}]0;owned{BEL}",
    "clear": f"{ESC}[2J{ESC}[H",
    "link": f"{ESC}]8;;http://example.org{ESC}\\x{ESC}]8;;{ESC}\\",
    "backspace": "a\x08b",
    "nul": "a\x00b",
    "return": "\r overwritten",
    "delete": "\x7f",
    "lines": "two\nlines",
}
"""Texts of one line that are never recorded; a colleague's own program may have sealed them."""

IDS = [
    *("../x", "..", ".", "/etc/passwd", "-R", "--all", "-", "@x", "T-261122-K7Q2XM\n", "\x1b[31m"),
    *("T-２６１１２２-K7Q2XM", "Ｔ-261122-K7Q2XM", "T-261122-K7Q2XM/../x", "con", "nul.yaml", "~"),
    *("T-261122-K7Q2XM.yaml", "HEAD", "T-261122-\u202eK7Q2XM", "%2e%2e", "*", "T-*", "x" * 300),
    *("\udcff", "HEAD:records/office.yaml", ":/x", "^{/x}", "office\u200b", "D-K7Q2XMK7Q2"),
]
"""What is no id, however it is turned."""

FILES = {
    "bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "tag": b"id: !!python/object/apply:os.system [touch x]\n",
    "merge": b"id: x\n<<: {state: closed}\n",
    "deep": b"a: " + b"[" * 60_000,
    "deep names": b"".join(b" " * depth + b"a:\n" for depth in range(340)),
    "wide": b"a: [" + b"a," * 8_000 + b"]\n",
    "large": b"a: " + b"x" * 200_000,
    "nul": b"id: x\0y\n",
    "mark": b"\xef\xbb\xbf\xef\xbb\xbfid: x\n",
    "windows": b"id: x\r\nstate: active\r\n",
    "bytes": b"id: \xff\xfe\n",
    "utf-16": "id: x\n".encode("utf-16"),
    "double": b"id: x\nid: y\n",
    "two documents": b"id: x\n---\nid: y\n",
    "escape": b'id: "\\e]0;owned\\a"\nstate: "\\e[2J"\n',
    "field": f"id: x\n'{ESC}[31m': y\n".encode(),
    "escaped field": b'id: x\n"\\e[31m\\u202e": y\n',
    "bidi": "id: x\nstate: a\u202eb\n# \u202e\n".encode(),
    "list": b"- id: x\n",
    "empty": b"",
    "no value": b"id:\nstate:\ndata_subject:\n",
    "nested id": b"id: [x]\nstate: {a: b}\n",
    "path": b"id: ../../../x\nstate: active\n",
    "conflict": b"<<<<<<< HEAD\nid: x\n=======\nid: y\n>>>>>>> x\n",
}
"""Files that are no records."""

TOKENS = {
    "empty": "pm1.",
    "no body": "pm1.voice.1.",
    "short": "pm1.voice.1.AAAA",
    "other scope": "pm1.contact.1.{body}",
    "no scope": "pm1.nothing.1.{body}",
    "later": "pm1.voice.999999.{body}",
    "zero": "pm1.voice.0.{body}",
    "huge number": "pm1.voice.99999999999999999999.{body}",
    "padded": "pm1.voice.1.{body}==",
    "other alphabet": "pm1.voice.1.++//",
    "full width": "pm1.voice.１.{body}",
    "spaces": "pm1.voice.1. {body}",
    "doubled": "pm1.voice.1.{body}{body}",
    "cut": "pm1.voice.1.{cut}",
    "long": "pm1.voice.1." + "A" * 60_000,
    "path": "pm1.../../x.1.{body}",
}
"""What stands where a token belongs; ``body`` is a sound one's."""

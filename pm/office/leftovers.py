"""What could not be destroyed: the words of the record as sentences for people."""

from pm.i18n import Message, mark


def leftover(word: str) -> Message:
    """Say what is left, where a purge gave ``ref:NAME``, ``pack:NAME`` or another word."""
    kind, _, name = word.partition(":")
    if kind == "ref":
        return mark("an older keyring is kept under the name {name}: delete it", name=name)
    if kind == "pack":
        return mark(
            "an older keyring is kept by a mark: remove {file}", file=f"objects/pack/{name}.keep"
        )
    if kind == "worktree":
        return mark("an older keyring lies in a work tree: remove {folder}", folder=name)
    if kind == "alternates":
        return mark("the keyring borrows objects from elsewhere: see objects/info/alternates")
    if kind == "file":
        return mark("a file that git does not know lies among the keys: remove {file}", file=name)
    return mark("objects of an older keyring that nothing explains: {count}", count=name)

"""The commands of the whole office: one file each; its docstring is its line in the help."""

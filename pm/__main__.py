"""``python -m pm`` does what the command ``pm`` does, where that is on no path."""

from pm.cli.main import main

main()

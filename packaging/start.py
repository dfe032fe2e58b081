"""Where the bundled program starts: what the console script of an installed one is."""

import sys

import stand_ins
import surroundings

stand_ins.put_in()
surroundings.settle()

# A system that opens a file with the program names the file alone.
if len(sys.argv) == 2 and sys.argv[1].lower().endswith((".workshop", ".sqlite", ".pdf")):
    sys.argv.insert(1, "run")

from ui.cli import main  # noqa: E402

main()

"""The process that asks MediaInfo about a file: its JSON goes to standard output.

It is given an open file, not a name, since MediaInfo also looks at neighbouring files of similar
names; an answer too long for a clip's facts is cut, and so lost.
"""

from __future__ import annotations

import sys
from pathlib import Path

_LONGEST = 4_000_000


def main() -> None:
    """Answer for the file named on the command line."""
    from pymediainfo import MediaInfo

    with Path(sys.argv[1]).open("rb") as file:
        text = str(MediaInfo.parse(file, output="JSON"))
    sys.stdout.buffer.write(text.encode()[:_LONGEST])


if __name__ == "__main__":
    main()

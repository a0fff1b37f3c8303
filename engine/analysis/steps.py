"""Where the words of the verbal scale change."""

from __future__ import annotations

import math

#: log10 likelihood ratios from which the next words are used.
STEPS = (math.log10(2), 1.0, 2.0, 3.0, 4.0)

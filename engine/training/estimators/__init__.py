"""Every model of the paper behind one contract: `fit`, `embed`, `score`."""

"""The paper's models behind one interface: `fit`, `embed`, `score`."""

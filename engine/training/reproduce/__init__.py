"""The paper's tables and figures, run again on whatever data are present."""

"""Making a detector better with an analyst's own labelled clips, stage by stage, from a plan."""

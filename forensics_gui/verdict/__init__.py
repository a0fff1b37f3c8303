"""The Verdict panel."""

"""The guide for analysts, opened where it is needed."""

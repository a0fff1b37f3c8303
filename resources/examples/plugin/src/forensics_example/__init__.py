"""An example of a plug-in package."""

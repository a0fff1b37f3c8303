"""The File panel: facts and observations about the clip's file."""

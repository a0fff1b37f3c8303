"""What went wrong: logged, shown once, and put into a report."""

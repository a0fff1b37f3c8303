"""Restricted child process that decodes untrusted files: start, messages and limits."""

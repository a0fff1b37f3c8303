"""The commands of `forensics`, one module each; heavy packages are imported on use."""

"""What the file says about itself."""

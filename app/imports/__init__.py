"""What comes in from files, through the same shapes and rules as over HTTP."""

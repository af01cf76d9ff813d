"""The pages of the staff workspace, one module each: views and their addresses (`urls`)."""

"""The families of tasks: one file a source."""

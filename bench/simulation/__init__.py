"""Whether the default interval keeps its promise, tried on populations whose truth is known."""

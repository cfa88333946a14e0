"""Named formulas, the satisfaction index and its verdict against a target."""

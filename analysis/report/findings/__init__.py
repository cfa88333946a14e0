"""What a report finds out, one module a finding: numbers and caveats, no sentence."""

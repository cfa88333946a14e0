"""What answers mean: indices of satisfaction with their intervals and verdicts."""

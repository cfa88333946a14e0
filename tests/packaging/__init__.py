"""What the wheel holds, and that it works away from the source."""

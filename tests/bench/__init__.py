"""What measures and demonstrates."""

"""What measures and demonstrates: seconds and memory, simulation, published figures."""

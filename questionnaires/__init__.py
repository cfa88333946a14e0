"""What is asked: questionnaires and plans, read from files into frozen values."""

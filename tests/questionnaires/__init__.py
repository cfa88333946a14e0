"""Questionnaires and plans: what is read, what is refused, what an answer counts for."""

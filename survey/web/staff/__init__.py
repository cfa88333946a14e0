"""The face behind the sign-in: service points, posters, reports."""

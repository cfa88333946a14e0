"""Who was asked: responses with their sampling groups, weighted to cases where they are known."""

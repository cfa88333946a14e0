"""Routes, forms, headers and error pages."""

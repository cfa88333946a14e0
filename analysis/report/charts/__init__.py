"""Pictures of a report as SVG: they know findings and words to print, no language and no format."""

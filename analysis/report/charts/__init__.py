"""Pictures of a report as SVG: they know numbers and words to print, no finding and no format."""

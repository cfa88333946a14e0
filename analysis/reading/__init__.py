"""CSV files of answers, whoever made them, become responses; those of case counts a population.

The names load when they are first used, as those of `analysis` do.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

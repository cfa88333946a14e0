"""How a share and its uncertainty are computed from moments; each formula names its source."""

"""How fast things are, as ratios to a floor that is measured in the same run: `./cop bench reading`."""

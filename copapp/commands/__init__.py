"""The commands of `./cop`."""

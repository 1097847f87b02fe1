"""What the Centre learns from its own work, over all features."""

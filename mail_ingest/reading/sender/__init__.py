"""Who writes: organisation, person, telephone and register numbers."""

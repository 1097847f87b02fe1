"""Staff: who may sign in, and as what."""

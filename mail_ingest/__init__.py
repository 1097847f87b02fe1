"""From a mailbox to a draft: messages are kept, read and turned into proposals for the staff."""

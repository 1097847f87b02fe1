"""Words before their meaning: tokens, Polish forms, spelling, numbers, and the vocabularies built of them."""

"""The organisations that write to the Centre, and the people who write for them."""

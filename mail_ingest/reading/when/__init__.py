"""Days, hours, periods and recurrences, as letters write them."""

"""What the register holds, as files for others: the ledger, the calendar of deadlines."""

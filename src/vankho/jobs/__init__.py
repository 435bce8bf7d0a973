"""What is due: work for later, kept in the database, and the engine that lets upper rooms follow the ledger."""

"""Statistics and periodic returns, books and lists to print."""

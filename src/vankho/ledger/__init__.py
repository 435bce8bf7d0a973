"""What happened: the append-only, hash-chained account of every act, and the house's notice board."""

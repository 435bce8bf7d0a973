"""Find across rooms, already cut to what the asker may know.

The engine (`language`, `matching`, `index`, `writer`, `highlight`) is plain Python over an embedded index and knows no
tables; the index is derived from the ledger and can always be built anew.
"""

"""From paper to words: what arrives is searched for stamps and read; readings are kept by the bytes they are of."""

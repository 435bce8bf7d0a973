"""From paper to words: what arrives is searched for stamps, read, and its readings are kept by the bytes they are of."""

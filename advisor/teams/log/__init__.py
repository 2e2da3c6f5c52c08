"""The access log as its owners read it: which entries, in which words, with which names."""

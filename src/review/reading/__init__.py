"""Reading: what an abstract is, whatever the claim: its language, sentences, design and people."""

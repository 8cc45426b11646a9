"""Web page: what of a page its readers see, as its elements and style sheets tell."""

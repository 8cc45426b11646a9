"""What may be named as source, one file a kind; `review.search.source` lists them."""

"""Search: claims to PubMed strategies, and the services that answer them."""

"""Article checks: how the article words its claims, where it contradicts itself, which harms it leaves out."""

"""The article itself: how it words its claims, where it contradicts itself, which harms it leaves out."""

"""The shapes that cross the boundary: strict coming in, complete going out."""

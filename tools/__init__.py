"""What `./vankho` does before the program itself runs; Python's own library only."""

"""What a reader does with the example book, in a browser."""

"""The pages, a file for each way of using them."""

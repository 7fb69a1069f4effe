"""The pages: parse, call one service or query, render."""

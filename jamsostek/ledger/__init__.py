"""Double-entry books: every rupiah that moves stands here twice."""

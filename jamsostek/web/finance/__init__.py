"""The finance officers' pages: bank statements in, and money that has not found its bill."""

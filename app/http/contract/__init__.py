"""The contract as a document: what FastAPI derives from the code, said in full."""

//! Builds package trees as WCD does, for the corpus and for tests.

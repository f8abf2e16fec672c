"""Sentences, tables and cards of the reports, written from the evidence."""

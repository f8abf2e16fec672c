"""Analysis: windows, gains, statements, readings and verdicts, argued from the evidence."""

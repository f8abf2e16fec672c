"""Measurements that are not tests: speed against stock tools, and sameness of bytes."""

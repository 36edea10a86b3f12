"""What is measured against what; docs/performance.md keeps the results."""

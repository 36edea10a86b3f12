"""The sample register (示例登记册): an invented township, for demo, tests and pictures."""

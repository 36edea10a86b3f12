"""The packages of the program: built in old roots, tried in clean ones. docs/packaging.md says how."""

"""The command line: parse, call workflow, print. Commands load only when they are called."""

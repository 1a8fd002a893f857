"""The rule book: values and rules the bureau would recognise; standard library only."""

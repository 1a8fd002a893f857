"""The courier: keys, signatures, and what travels on sticks; it knows no records and no paper."""

"""Zip, 7z and rar: offered member by member, looked at before anything is unpacked."""

"""The archive desk: the finished round in one folder, and the check of what others bring."""

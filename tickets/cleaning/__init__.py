"""
Writes a file anew without what it tells of its sender, in a process of its own under limits.

The one place where hostile bytes are decoded. It imports nothing of ours and no Django, is given no secrets, and is
called by tickets.attachments.cage alone.
"""

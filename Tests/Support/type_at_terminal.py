"""Runs a program at a terminal, types what stands on standard input, leaves by `exit`, and prints what the screen was sent.

    type_at_terminal.py PROGRAM [ARGUMENT...]

After each tab and each line it waits until the screen has been quiet for a while, as a person would.
"""

import os
import pty
import re
import select
import signal
import sys
import time

QUIET, LONGEST = 0.5, 100.0  # seconds without a change of the screen; of the whole

typed = sys.stdin.read() + "exit\n"
process, terminal = pty.fork()
if process == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
end = time.monotonic() + LONGEST


def watch(quiet: float) -> bool:
    """Copies the screen until it is quiet; whether the program is still there."""
    while time.monotonic() < end:
        if not select.select([terminal], [], [], quiet)[0]:
            return True
        try:
            shown = os.read(terminal, 1 << 16)
        except OSError:  # how Linux says that nobody is at the other end
            return False
        sys.stdout.buffer.write(shown)
    os.kill(process, signal.SIGKILL)
    raise SystemExit("the program has not ended")


# A shell draws its first prompt once it has read its settings.
watch(2.0)
for part in re.findall(r"[^\t\n]*[\t\n]", typed):
    os.write(terminal, part.replace("\n", "\r").encode())
    if not watch(QUIET):
        break
while watch(QUIET):
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))

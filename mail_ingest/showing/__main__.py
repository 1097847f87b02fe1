"""python -m mail_ingest.showing original|picture|unpacked MEMORY SECONDS

Bytes from standard input, what may be shown of them to standard output. Ends with 3 and a Polish sentence on standard
error when nothing may, and is ended by the system when it takes more bytes of memory or seconds of the processor.
"""

import resource
import sys
from collections.abc import Callable

from mail_ingest.showing.failure import NotShown
from mail_ingest.showing.original import original_page
from mail_ingest.showing.picture import painted_anew
from mail_ingest.showing.unpacking import unpacked

NOT_SHOWN = 3
JOBS: dict[str, Callable[[bytes], bytes]] = {
    "original": original_page,
    "picture": painted_anew,
    "unpacked": unpacked,
}


def main(job: str, memory: int, seconds: int) -> int:
    """Do one job within bounds that the system itself keeps; gives the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        shown = JOBS[job](sys.stdin.buffer.read())
    except NotShown as reason:
        sys.stderr.buffer.write(str(reason).encode())
        return NOT_SHOWN
    sys.stdout.buffer.write(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))

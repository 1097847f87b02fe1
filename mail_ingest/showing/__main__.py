"""python -m mail_ingest.showing original|picture|unpacked: bytes from standard input, what may be shown to standard
output. Ends with 3 and a Polish sentence on standard error when it may not."""

import resource
import sys
from collections.abc import Callable

from mail_ingest.showing.failure import NotShown
from mail_ingest.showing.original import original_page
from mail_ingest.showing.picture import painted_anew
from mail_ingest.showing.unpacking import unpacked

MEMORY_BYTES = 1_000_000_000
PROCESSOR_SECONDS = 5
NOT_SHOWN = 3
JOBS: dict[str, Callable[[bytes], bytes]] = {
    "original": original_page,
    "picture": painted_anew,
    "unpacked": unpacked,
}


def main(job: str) -> int:
    """Do one job, within bounds that the system itself keeps."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    try:
        shown = JOBS[job](sys.stdin.buffer.read())
    except NotShown as reason:
        sys.stderr.buffer.write(str(reason).encode())
        return NOT_SHOWN
    sys.stdout.buffer.write(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""A server whose write-ahead log counts as long soon, so that it is carried over all the time."""

import survey.store.writer
from survey.cli import main

survey.store.writer.LONG_LOG_BYTES = 256 * 1024

if __name__ == "__main__":
    main()

"""What one request, and all of them together, may take of the server: every bound in one place.

Plain numbers, so that anybody may import them. A bound that a person can meet has its own page.
"""

# A head of ours has about 1 KB; browsers behind an office's proxy send up to 8 KB of cookies.
MOST_HEADER_BYTES = 16 * 1024

# A phone on a bad network needs two or three tries for its first packets. Whoever sends nothing
# on an open connection is cut off after the same time.
HEADER_SECONDS = 10.0

# A comment of 2,000 signs, written as %E1%BB%87 each, is 18 KB; 25 answers are 1 KB.
MOST_BODY_BYTES = 64 * 1024

# A file of case counts: a workbook of 200 service points and two years has 60 KB, as CSV 200. No
# page but that one takes files.
MOST_UPLOAD_BYTES = 512 * 1024

# A body that is a little too long is heard out, so that its sender sees why it was refused: most
# browsers show no answer that comes while they still send.
MOST_REFUSED_BYTES = 1024 * 1024

# 20 KB at 10 kbit/s, the worst that a phone's network calls a connection, take 16 seconds.
BODY_SECONDS = 30.0

# A network cuts a body into pieces of a thousand bytes or more, and each costs the loop a turn.
# Who sends one byte at a time is taken for somebody who means it.
MOST_SMALL_PIECES = 256
SMALL_PIECE_BYTES = 256

# Bodies that are on their way, all together. Over either bound the one that has been on its way
# longest is dropped: an honest one takes a second, so it is one of those that never end.
MOST_WAITING_BODIES = 2048
MOST_WAITING_BYTES = 64 * 1024 * 1024

# Open connections; well above the bodies that wait. Fewer where the system allows fewer files.
MOST_CONNECTIONS = 8192

# Files that the server may need beside its connections: database, log, fonts, a report.
OTHER_FILES = 128

# Connections that the system has taken and the server has not seen yet.
MOST_UNSEEN_CONNECTIONS = 1024

# Bytes that were sent to a phone and that it neither takes nor refuses.
UNREAD_SECONDS = 60.0

# A form has a field for each question, and a few of its own.
MOST_FIELDS = 100
LONGEST_QUERY = 2048

# Characters of a comment that is read in a fraction of a millisecond; longer ones are read, and
# pages shown again are made, one after the other. So many may wait for either, of whom each holds
# its request in memory. While both wait, one page is made after so many comments.
QUICK_COMMENT = 400
MOST_WAITING_SLOW = 256
MOST_READINGS_FIRST = 4

# Staff pages ask the database, so each takes a thread. An office has a handful of clerks; a page
# that has to wait behind sixty others would come too late anyway.
STAFF_THREADS = 8
MOST_WAITING_STAFF = 64

# Passwords that are hashed at once, a tenth of a second and 32 MB each, and how many requests of
# the eight threads may wait for one: guessing blocks four, signing in six.
HASHING_THREADS = 2
MOST_WAITING_FOR_HASHING = 4
MOST_STRANGERS_WAITING = 2

# A clerk serves one person for a quarter of an hour and must not find the desk closed after it;
# whoever leaves the counter for lunch must.
SESSION_IDLE_SECONDS = 30 * 60.0
SESSION_SECONDS = 10 * 60 * 60.0
MOST_SESSIONS = 1000

# How long a server that is asked to stop goes on answering what it has begun.
STOP_SECONDS = 10.0

# Answers and changes that wait to be written; each holds its request in memory. So many wait only
# when the disk stands still, and who comes then is better told so at once.
MOST_WAITING_WORKS = 1024

# Answers of one commit. More would make the first of them wait for the last without need.
MOST_RESPONSES_TOGETHER = 512

# When the write-ahead log is carried over: a thousand pages, where SQLite itself would do it.
LONG_LOG_BYTES = 4 * 1024 * 1024

# PDFs and files of reports are made one after the other by a background process, and so are, by
# another, the reports that are published. One of a year with a hundred thousand responses takes ten
# seconds on an idle machine; five minutes are for a busy one.
MOST_WAITING_TASKS = 4
TASK_SECONDS = 300.0

# Longer than any report may take: nobody gives up one that is made.
PUBLICATION_PATIENCE_SECONDS = 2 * TASK_SECONDS

# What a task returned is there for whoever asked and could not wait for it.
TASK_KEPT_SECONDS = 60.0
MOST_KEPT_TASKS = 4

# And a little longer, for a second page that asks every few seconds.
PICKED_UP_SECONDS = 5.0

# So long a request holds one of the staff's threads for a file; after that it is asked for again.
FILE_PATIENCE_SECONDS = 15.0
REPORT_PATIENCE_SECONDS = 2.0
REPORT_REFRESH_SECONDS = 3

# A start reads the database to see whether it is whole: 200 MB take one to three seconds. What is
# larger starts without the rest, and `hailong doctor` reads all of it.
START_CHECK_SECONDS = 5.0

#ifndef PAGE_SEALS_H
#define PAGE_SEALS_H

#include <stdint.h>

/// Has SQLite put a seal at the end of every page that it writes into a database which was made for seals: eight bytes
/// that follow from the page's number and all of its other bytes.
///
/// Other databases, journals and temporary files are written as ever.
///
/// Returns 0, or SQLite's code for why it could not. It may be called again, and by several threads.
int page_seals_install(void);

/// Makes a database for seals that is still empty, or that is vacuumed next. `connection` is a `sqlite3 *`.
///
/// Returns 0, or SQLite's code for why it could not.
int page_seals_request(void *connection);

/// Whether a database was made for seals.
int page_seals_are_there(void *connection);

/// The number of the first page after `last`, and up to `end`, whose seal does not fit it; 0 where there is none. A page
/// without a seal, which another program wrote, is counted in `bare`. Negative where the file cannot be read.
int64_t page_seals_first_broken(void *connection, int64_t last, int64_t end, int64_t *bare);

#endif

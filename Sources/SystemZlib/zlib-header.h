// The system's zlib (RFC 1950), which compresses the histories of a ledger.
#include <zlib.h>

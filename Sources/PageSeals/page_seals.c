// SQLite checks what it reads of a page, but not the room between its cells: a byte altered there would never be seen.
// Here a virtual file system of SQLite's lies around the usual one and seals each page as it is written to the file.
#include "page_seals.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

enum {
  sealSize = 8,
  smallestPage = 512,
  largestPage = 65536,
  // Where the header says how large a page is, and how much of its end SQLite leaves alone (file format, 1.3).
  pageSizeOffset = 16,
  reservedOffset = 20,
  headerSize = 100,
};

// The page in which locks are taken; nothing is ever written there (file format, 1.2).
static const sqlite3_int64 lockOffset = 0x40000000;

typedef struct SealedFile {
  sqlite3_file base;
  // The size of a page; 0 until the file is known to be made for seals.
  int pageSize;
  // The file of the usual file system, which lies behind this one.
  sqlite3_file *real;
  // A page while its seal is put on, with how large it may be; made when the first one is written.
  unsigned char *page;
  int room;
} SealedFile;

static sqlite3_vfs *usual;
static sqlite3_vfs sealing;
static sqlite3_io_methods methods;

static sqlite3_file *real(sqlite3_file *file) { return ((SealedFile *)file)->real; }

// FNV-1a: of two pages of one number that differ in one byte, the seals differ always.
static void seal(const unsigned char *page, int size, sqlite3_int64 number, unsigned char *into) {
  uint64_t hash = 0xCBF29CE484222325u ^ (uint64_t)number;
  for (int index = 0; index < size - sealSize; index++) hash = (hash ^ page[index]) * 0x00000100000001B3u;
  // No seal at all is written as zero.
  if (hash == 0) hash = 1;
  for (int index = 0; index < sealSize; index++) into[index] = (unsigned char)(hash >> (8 * index));
}

// Learns from the beginning of the file whether it is made for seals.
static void learn(SealedFile *file, const unsigned char *bytes, int count, sqlite3_int64 offset) {
  if (offset != 0 || count < headerSize) return;
  int size = bytes[pageSizeOffset] << 8 | bytes[pageSizeOffset + 1];
  if (size == 1) size = largestPage;
  int isSealed = memcmp(bytes, "SQLite format 3", 16) == 0 && bytes[reservedOffset] == sealSize &&
                 size >= smallestPage && (size & (size - 1)) == 0;
  file->pageSize = isSealed ? size : 0;
}

static int isPage(const SealedFile *file, int count, sqlite3_int64 offset) {
  return file->pageSize != 0 && count == file->pageSize && offset % file->pageSize == 0;
}

static int readFile(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
  SealedFile *file = (SealedFile *)base;
  int status = file->real->pMethods->xRead(file->real, bytes, count, offset);
  if (status != SQLITE_OK) return status;
  learn(file, bytes, count, offset);
  // So a page goes into the log without a seal, and one that another program brings from there has none.
  if (isPage(file, count, offset)) memset((unsigned char *)bytes + count - sealSize, 0, sealSize);
  return SQLITE_OK;
}

static int writeFile(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
  SealedFile *file = (SealedFile *)base;
  learn(file, bytes, count, offset);
  if (isPage(file, count, offset)) {
    if (file->room < count) {
      unsigned char *larger = sqlite3_realloc(file->page, count);
      if (larger == NULL) return SQLITE_IOERR_NOMEM;
      file->page = larger;
      file->room = count;
    }
    memcpy(file->page, bytes, (size_t)count);
    seal(file->page, count, offset / count + 1, file->page + count - sealSize);
    bytes = file->page;
  }
  return file->real->pMethods->xWrite(file->real, bytes, count, offset);
}

static int closeFile(sqlite3_file *file) {
  sqlite3_free(((SealedFile *)file)->page);
  return real(file)->pMethods->xClose(real(file));
}
static int truncateFile(sqlite3_file *file, sqlite3_int64 size) {
  return real(file)->pMethods->xTruncate(real(file), size);
}
static int syncFile(sqlite3_file *file, int flags) { return real(file)->pMethods->xSync(real(file), flags); }
static int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
static int lockFile(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }
static int unlockFile(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
static int checkReservedLock(sqlite3_file *file, int *isHeld) {
  return real(file)->pMethods->xCheckReservedLock(real(file), isHeld);
}
static int controlFile(sqlite3_file *file, int operation, void *argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
static int sectorSize(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }
static int characteristics(sqlite3_file *file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
static int mapShared(sqlite3_file *file, int page, int size, int extends, void volatile **memory) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extends, memory);
}
static int lockShared(sqlite3_file *file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
static void barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }
static int unmapShared(sqlite3_file *file, int isDeleted) {
  return real(file)->pMethods->xShmUnmap(real(file), isDeleted);
}

static int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *flagsOut) {
  (void)vfs;
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return usual->xOpen(usual, name, base, flags, flagsOut);
  SealedFile *file = (SealedFile *)base;
  file->base.pMethods = NULL;
  file->pageSize = 0;
  file->page = NULL;
  file->room = 0;
  file->real = (sqlite3_file *)(file + 1);
  int status = usual->xOpen(usual, name, file->real, flags, flagsOut);
  // SQLite closes a file that could not be opened where it has methods, and no other.
  if (file->real->pMethods != NULL) file->base.pMethods = &methods;
  return status;
}

static int installed;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void install(void) {
  installed = sqlite3_initialize();
  usual = sqlite3_vfs_find(NULL);
  if (installed != SQLITE_OK || usual == NULL) {
    if (installed == SQLITE_OK) installed = SQLITE_ERROR;
    return;
  }
  // The second version of the methods: SQLite reads no page past them through mapped memory.
  methods = (sqlite3_io_methods){
      2, closeFile, readFile, writeFile, truncateFile, syncFile, sizeOfFile, lockFile, unlockFile,
      checkReservedLock, controlFile, sectorSize, characteristics, mapShared, lockShared, barrier, unmapShared, NULL,
      NULL};
  sealing = *usual;
  sealing.pNext = NULL;
  sealing.zName = "page-seals";
  sealing.szOsFile = (int)sizeof(SealedFile) + usual->szOsFile;
  sealing.xOpen = openFile;
  installed = sqlite3_vfs_register(&sealing, 1);
}

int page_seals_install(void) {
  if (pthread_once(&once, install) != 0) return SQLITE_ERROR;
  return installed;
}

int page_seals_request(void *connection) {
  int size = sealSize;
  return sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &size);
}

// The file behind a connection; NULL where it is not one of ours.
static SealedFile *fileOf(void *connection) {
  sqlite3_file *file = NULL;
  int status = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (status != SQLITE_OK || file == NULL || file->pMethods != &methods) return NULL;
  return (SealedFile *)file;
}

int page_seals_are_there(void *connection) {
  SealedFile *file = fileOf(connection);
  unsigned char header[headerSize];
  if (file == NULL || file->real->pMethods->xRead(file->real, header, headerSize, 0) != SQLITE_OK) return 0;
  learn(file, header, headerSize, 0);
  return file->pageSize != 0;
}

int64_t page_seals_first_broken(void *connection, int64_t last, int64_t end, int64_t *bare) {
  SealedFile *file = fileOf(connection);
  sqlite3_int64 length = 0;
  if (file == NULL || !page_seals_are_there(connection)) return -1;
  if (file->real->pMethods->xFileSize(file->real, &length) != SQLITE_OK) return -1;
  const int size = file->pageSize;
  static const unsigned char none[sealSize];
  unsigned char *page = sqlite3_malloc(size);
  if (page == NULL) return -1;
  int64_t found = 0;
  for (int64_t number = last + 1; number <= end && found == 0; number++) {
    sqlite3_int64 offset = (number - 1) * size;
    if (offset >= length) break;
    if (offset <= lockOffset && lockOffset < offset + size) continue;
    unsigned char expected[sealSize];
    // A file that ends within a page is shorter than it was written.
    if (file->real->pMethods->xRead(file->real, page, size, offset) != SQLITE_OK) {
      found = number;
      break;
    }
    const unsigned char *actual = page + size - sealSize;
    seal(page, size, number, expected);
    if (memcmp(actual, none, sealSize) == 0) {
      *bare += 1;
    } else if (memcmp(actual, expected, sealSize) != 0) {
      found = number;
    }
  }
  sqlite3_free(page);
  return found;
}

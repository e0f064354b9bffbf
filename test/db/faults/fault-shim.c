// Loaded in front of the C library: makes chosen writes or syncs of files below FAULT_DIR fail.
//   FAULT_CALL   "write" or "sync"
//   FAULT_AT     number of the first call that fails, from 1
//   FAULT_COUNT  how many fail in a row
//   FAULT_MODE   "before": the call does nothing; "after": it does its work and still says that it failed
//   FAULT_ERROR  errno that it says
//   FAULT_ARM    where given, calls count only once this file exists
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls = 0;

static int is_armed(void) {
  static int armed = 0;
  const char *file = getenv("FAULT_ARM");
  if (!armed) armed = file == NULL || access(file, F_OK) == 0;
  return armed;
}

static int is_watched(int fd) {
  const char *dir = getenv("FAULT_DIR");
  char link[64], path[4096];
  if (dir == NULL) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, dir, strlen(dir)) == 0;
}

// 0: go on; 1: fail without doing it; 2: do it, then fail.
static int choose(const char *call, int fd) {
  const char *wanted = getenv("FAULT_CALL");
  if (wanted == NULL || strcmp(wanted, call) != 0 || !is_armed() || !is_watched(fd)) return 0;
  long number = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
  long first = atol(getenv("FAULT_AT"));
  if (number < first || number >= first + atol(getenv("FAULT_COUNT"))) return 0;
  return strcmp(getenv("FAULT_MODE"), "after") == 0 ? 2 : 1;
}

static ssize_t fail(void) {
  errno = atoi(getenv("FAULT_ERROR"));
  return -1;
}

#define FAULTY(call, type, name, params, args)                  \
  type name params {                                            \
    static type(*real) params;                                  \
    if (real == NULL) real = (type(*) params)dlsym(RTLD_NEXT, #name); \
    int choice = choose(call, fd);                              \
    if (choice == 1) return (type)fail();                       \
    type result = real args;                                    \
    return choice == 2 ? (type)fail() : result;                 \
  }

FAULTY("write", ssize_t, write, (int fd, const void *bytes, size_t size), (fd, bytes, size))
FAULTY("write", ssize_t, pwrite, (int fd, const void *bytes, size_t size, off_t at), (fd, bytes, size, at))
FAULTY("write", ssize_t, pwrite64, (int fd, const void *bytes, size_t size, off64_t at), (fd, bytes, size, at))
FAULTY("sync", int, fsync, (int fd), (fd))
FAULTY("sync", int, fdatasync, (int fd), (fd))

// A process whose clock is moved by libfaketime computes the end of a wait by the moved clock; the kernel waits by the real
// one. libfaketime translates the older waits. These came with glibc 2.30 and are missing in 0.9.10: without them a wait of
// 0.2 seconds takes 85 minutes longer once the clock was moved by 85 minutes (Python's Event.wait, std::condition_variable).

#if defined(__linux__)

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const long second = 1000000000L;

/// The moment of the real clock that lies as far ahead as the given one on the clock that the process sees.
static struct timespec real(clockid_t clock, const struct timespec *end) {
  struct timespec seen, now;
  clock_gettime(clock, &seen);
  syscall(SYS_clock_gettime, clock, &now);
  struct timespec result = {
    .tv_sec = now.tv_sec + end->tv_sec - seen.tv_sec,
    .tv_nsec = now.tv_nsec + end->tv_nsec - seen.tv_nsec,
  };
  while (result.tv_nsec < 0) {
    result.tv_nsec += second;
    result.tv_sec -= 1;
  }
  while (result.tv_nsec >= second) {
    result.tv_nsec -= second;
    result.tv_sec += 1;
  }
  // A moment before the clock began is no valid argument; it is past either way.
  if (result.tv_sec < 0) result = (struct timespec){0, 0};
  return result;
}

static int is_valid(const struct timespec *end) { return end->tv_nsec >= 0 && end->tv_nsec < second; }

int sem_clockwait(sem_t *restrict semaphore, clockid_t clock, const struct timespec *restrict end) {
  static int (*next)(sem_t *, clockid_t, const struct timespec *);
  if (!next) next = (int (*)(sem_t *, clockid_t, const struct timespec *))dlsym(RTLD_NEXT, "sem_clockwait");
  if (!next) {
    errno = ENOSYS;
    return -1;
  }
  if (!is_valid(end)) return next(semaphore, clock, end);
  struct timespec moment = real(clock, end);
  return next(semaphore, clock, &moment);
}

int pthread_cond_clockwait(
  pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, clockid_t clock,
  const struct timespec *restrict end
) {
  static int (*next)(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *);
  if (!next) {
    next = (int (*)(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *))dlsym(
      RTLD_NEXT, "pthread_cond_clockwait");
  }
  if (!next) return ENOSYS;
  if (!is_valid(end)) return next(condition, mutex, clock, end);
  struct timespec moment = real(clock, end);
  return next(condition, mutex, clock, &moment);
}

int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *end) {
  static int (*next)(pthread_mutex_t *, clockid_t, const struct timespec *);
  if (!next) {
    next = (int (*)(pthread_mutex_t *, clockid_t, const struct timespec *))dlsym(RTLD_NEXT, "pthread_mutex_clocklock");
  }
  if (!next) return ENOSYS;
  if (!is_valid(end)) return next(mutex, clock, end);
  struct timespec moment = real(clock, end);
  return next(mutex, clock, &moment);
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict end) {
  static int (*next)(pthread_mutex_t *, const struct timespec *);
  if (!next) next = (int (*)(pthread_mutex_t *, const struct timespec *))dlsym(RTLD_NEXT, "pthread_mutex_timedlock");
  if (!next) return ENOSYS;
  if (!is_valid(end)) return next(mutex, end);
  struct timespec moment = real(CLOCK_REALTIME, end);
  return next(mutex, &moment);
}

#endif

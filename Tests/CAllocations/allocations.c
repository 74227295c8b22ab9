#define _GNU_SOURCE
#include "CAllocations.h"

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>

#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
#define IS_COUNTED 1
#else
#define IS_COUNTED 0
#endif

static __thread int is_counting;
static __thread long allocations;
static __thread size_t largest;
static __thread long until_refusal;
static __thread int was_refused;

int allocations_are_counted(void) { return IS_COUNTED; }

void allocations_begin(void) {
  allocations = 0;
  largest = 0;
  is_counting = 1;
}

long allocations_end(void) {
  is_counting = 0;
  return allocations;
}

unsigned long allocations_largest(void) { return largest; }

void allocations_refuse(long n) {
  until_refusal = n;
  was_refused = 0;
}

int allocations_were_refused(void) { return was_refused; }

#if IS_COUNTED
static inline void count(size_t bytes) {
  if (!is_counting) return;
  allocations += 1;
  if (bytes > largest) largest = bytes;
}

// The C library's own functions under the names that it keeps for such a purpose.
extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *old, size_t bytes);
extern void *__libc_memalign(size_t alignment, size_t bytes);

void *malloc(size_t bytes) {
  count(bytes);
  return __libc_malloc(bytes);
}

// Swift's runtime ends the process where its own tables cannot grow.
static int is_of_runtime(void *caller) {
  Dl_info place;
  return dladdr(caller, &place) != 0 && place.dli_fname != NULL && strstr(place.dli_fname, "libswift") != NULL;
}

void *calloc(size_t items, size_t bytes) {
  count(items * bytes);
  if (until_refusal > 0 && !is_of_runtime(__builtin_return_address(0)) && --until_refusal == 0) {
    was_refused = 1;
    errno = ENOMEM;
    return NULL;
  }
  return __libc_calloc(items, bytes);
}

void *realloc(void *old, size_t bytes) {
  count(bytes);
  return __libc_realloc(old, bytes);
}

void *aligned_alloc(size_t alignment, size_t bytes) {
  count(bytes);
  return __libc_memalign(alignment, bytes);
}

int posix_memalign(void **result, size_t alignment, size_t bytes) {
  count(bytes);
  *result = __libc_memalign(alignment, bytes);
  return *result ? 0 : ENOMEM;
}
#endif

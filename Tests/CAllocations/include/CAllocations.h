// Counts what a thread allocates, and refuses some of it, by standing in front of the C library's allocator. For tests alone.
#ifndef HPO_CALLOCATIONS_H
#define HPO_CALLOCATIONS_H

/// Whether allocations can be counted: not where a sanitizer stands there itself.
int allocations_are_counted(void);
/// Begins to count this thread's allocations.
void allocations_begin(void);
/// Ends counting, and gives how many there were.
long allocations_end(void);
/// The bytes of the largest of those that were counted last.
unsigned long allocations_largest(void);
/// Lets this thread's n-th call of `calloc` from now on fail, n counting from 1; 0 refuses nothing.
void allocations_refuse(long n);
/// Whether the call that `allocations_refuse` named has come.
int allocations_were_refused(void);

#endif

#include <spawn.h>
#include <stddef.h>
#include <sys/types.h>

// Of the C library, which declares them only where extensions of POSIX are asked for.

/* The program starts in the folder `path`. */
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);

/* The program starts without the open files from number `first` on. */
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);

/* The processors that a thread may run on, a bit each; 0 is the calling thread. */
int sched_getaffinity(pid_t thread, size_t size, void *mask);
int sched_setaffinity(pid_t thread, size_t size, const void *mask);

/* The command of `fcntl` that sets how many bytes a pipe holds. */
#ifndef F_SETPIPE_SZ
#define F_SETPIPE_SZ 1031
#endif

#include <spawn.h>

// Of the C library, which declares them only where extensions of POSIX are asked for.

/* The program starts in the folder `path`. */
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);

/* The program starts without the open files from number `first` on. */
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);

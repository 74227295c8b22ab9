// GNU readline's functions, and inline access to the few of its global variables that the prompt needs: Swift does not
// let a program touch C globals, because it cannot know which thread they belong to. Here it is the prompt's.
#ifndef HPO_CREADLINE_H
#define HPO_CREADLINE_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>
#include <readline/history.h>

// The name for `$if hpo` in ~/.inputrc. Signals are handled by the program, not by readline, and keys come from `key`.
static inline void readline_configure(rl_getc_func_t *key) {
  rl_readline_name = "hpo";
  rl_getc_function = key;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
}

// Binds a key, or a sequence of keys, for people who edit as in Emacs and for those who edit as in vi.
static inline void readline_bind(const char *keys, rl_command_func_t *command) {
  rl_bind_keyseq_in_map(keys, command, emacs_standard_keymap);
  rl_bind_keyseq_in_map(keys, command, vi_insertion_keymap);
}

// The line as it is typed, and the cursor as an offset in bytes.
static inline const char *readline_line(void) { return rl_line_buffer ? rl_line_buffer : ""; }
static inline int readline_cursor(void) { return rl_point; }

// Puts `text` in the place of the bytes from `start` to the cursor.
static inline void readline_replace(int start, const char *text) {
  rl_begin_undo_group();
  rl_delete_text(start, rl_point);
  rl_point = start;
  rl_insert_text(text);
  rl_end_undo_group();
}

// Moves the cursor.
static inline void readline_move(int offset) { rl_point = offset; }

// Goes to the entry of the history before or behind that starts like the line up to the cursor, or with `goes_on` like it did
// when the search began. Gives 0 where there is one.
static inline int readline_search(int backward, int goes_on, int count, int key) {
  rl_last_func = goes_on ? rl_history_search_backward : NULL;
  return backward ? rl_history_search_backward(count, key) : rl_history_search_forward(count, key);
}

// Takes the terminal again from a shell that had it.
static inline void readline_resume(void) {
  if (rl_deprep_term_function) rl_deprep_term_function();
  if (rl_prep_term_function) rl_prep_term_function(1);
}

// Leaves a line that is being typed: what was typed is dropped, the cursor goes to the row below the last one.
static inline void readline_abandon(void) {
  rl_clear_pending_input();
  rl_callback_sigcleanup();
  rl_free_line_state();
  rl_point = rl_end;
  rl_redisplay();
  rl_crlf();
  rl_callback_handler_remove();
}

// Begins a line. Readline asks the environment for the locale each time, which names none in many containers: with
// `in_utf8` it finds one of UTF-8. The environment is as before afterwards, for the programs that are started.
static inline void readline_install(const char *prompt, rl_vcpfunc_t *accept, int in_utf8) {
  const char *before = getenv("LC_ALL");
  char *kept = before ? strdup(before) : NULL;
  if (in_utf8) setenv("LC_ALL", "C.UTF-8", 1);
  rl_callback_handler_install(prompt, accept);
  if (in_utf8) {
    if (kept) setenv("LC_ALL", kept, 1); else unsetenv("LC_ALL");
  }
  free(kept);
}

// Writes rows below the line; afterwards the line is drawn again.
static inline void readline_begin_rows(void) { rl_crlf(); }
static inline void readline_write(const char *text) { fputs(text, rl_outstream); fflush(rl_outstream); }
static inline void readline_end_rows(void) { rl_forced_update_display(); }
#endif

#include "CPostgreSQL.h"

#include <dlfcn.h>

bool PQFindFunctions(struct PQFunctions *functions) {
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
#define PQ_FIND(result, name, parameters) \
  if (!(*(void **)&functions->name = dlsym(library, #name))) return false;
  PQ_FUNCTIONS(PQ_FIND)
  return true;
}

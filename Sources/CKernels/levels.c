// The kernels once per level, and the choice between them.
//
// A level is chosen by the caller through a table of functions rather than by the loader (target_clones): tests can then
// compare all levels on one machine, each can have the tile that its registers hold, and ThreadSanitizer has no ifuncs to fear.
#include "CKernels.h"

#include <math.h>
#include <string.h>

#define sqrtf(x) __builtin_elementwise_sqrt(x)  // leaves errno alone, so that loops over it become vector code

#if defined(__x86_64__)
#include <immintrin.h>

#define LEVEL(name) base_##name
#define VECTOR 4
#define TILE_ROWS 6
#define TILE_VECTORS 2
#define NARROW_ROWS 12
#include "level.h"

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define LEVEL(name) avx2_##name
#define VECTOR 8
#define TILE_ROWS 6
#define TILE_VECTORS 2
#define NARROW_ROWS 12
#include "level.h"
#pragma clang attribute pop

// Without min_vector_width clang halves 512-bit vectors, as was right for the first machines that had them.
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#define LEVEL(name) avx512_##name
#define VECTOR 16
#define TILE_ROWS 14
#define TILE_VECTORS 2
#define NARROW_ROWS 12
#include "level.h"
#pragma clang attribute pop

int nn_best_level(void) {
  if (__builtin_cpu_supports("x86-64-v4")) return NN_AVX512;
  return __builtin_cpu_supports("x86-64-v3") ? NN_AVX2 : NN_BASE;
}

nn_kernels nn_kernels_at(int level) {
  const int best = nn_best_level();
  switch (level < best ? level : best) {
    case NN_AVX512: return avx512_table();
    case NN_AVX2: return avx2_table();
    default: return base_table();
  }
}

// MXCSR: bit 15 flushes results to zero, bit 6 reads denormals as zeros.
uint64_t nn_flush_denormals(void) {
  const unsigned control = _mm_getcsr();
  _mm_setcsr(control | 0x8040);
  return control;
}

void nn_restore_denormals(uint64_t control) { _mm_setcsr((unsigned)control); }

#else

#define LEVEL(name) base_##name
#define VECTOR 4
#define TILE_ROWS 6
#define TILE_VECTORS 4
#define NARROW_ROWS 12
#include "level.h"

int nn_best_level(void) { return NN_BASE; }
nn_kernels nn_kernels_at(int level) { return base_table(); }

#if defined(__aarch64__)
// FPCR: bit 24 flushes denormal operands and results to zero.
uint64_t nn_flush_denormals(void) {
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  __asm__ volatile("msr fpcr, %0" : : "r"(control | 1u << 24));
  return control;
}

void nn_restore_denormals(uint64_t control) { __asm__ volatile("msr fpcr, %0" : : "r"(control)); }
#else
uint64_t nn_flush_denormals(void) { return 0; }
void nn_restore_denormals(uint64_t control) {}
#endif
#endif

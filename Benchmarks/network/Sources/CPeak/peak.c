#include "CPeak.h"

// Twelve chains hide a latency of 4 to 6 cycles on two units; the empty assembly keeps the chains from being folded.
#define CHAINS 12
#define PEAK(name, width)                                                                                           \
  static double name(long count) {                                                                                  \
    typedef float vec __attribute__((vector_size(4 * (width))));                                                    \
    vec sum[CHAINS], x = (vec){0} + 0.999999f, y = (vec){0} + 1e-6f;                                                 \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < CHAINS; i++) sum[i] = y * (float)i;                       \
    for (long n = 0; n < count; n++) {                                                                              \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < CHAINS; i++) {                                          \
        sum[i] = sum[i] * x + y;                                                                                    \
        __asm__ volatile("" : "+" REGISTER(sum[i]));                                                                \
      }                                                                                                             \
    }                                                                                                               \
    return 2.0 * (width) * CHAINS * (double)count;                                                                  \
  }

#if defined(__x86_64__)
#define REGISTER(x) "x"(x)
PEAK(peak_base, 4)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
PEAK(peak_avx2, 8)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
PEAK(peak_avx512, 16)
#pragma clang attribute pop

double peak_multiply_adds(long count) {
  if (__builtin_cpu_supports("x86-64-v4")) return peak_avx512(count);
  return __builtin_cpu_supports("x86-64-v3") ? peak_avx2(count) : peak_base(count);
}
#else
#define REGISTER(x) "w"(x)
PEAK(peak_base, 4)

double peak_multiply_adds(long count) { return peak_base(count); }
#endif

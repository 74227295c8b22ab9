// Register-tiled matrix product, included once per level with TILE_ROWS and TILE_VECTORS set to what its registers hold.
//
// A tile of C (TILE_ROWS x 16 TILE_VECTORS) stays in registers while p runs over all of k: one load of B's row serves
// TILE_ROWS multiply-adds. Every element of C is one chain of additions in the order of p, whatever tile it falls in, so a
// row's result depends neither on the number of rows nor on its place among them.

// Sixteen floats: one AVX-512 register, two of AVX2, four of SSE or NEON.
typedef float LEVEL(vec) __attribute__((vector_size(64), aligned(4)));
typedef int32_t LEVEL(mask) __attribute__((vector_size(64), aligned(4)));
#define vec LEVEL(vec)
#define mask LEVEL(mask)
#define UNROLL _Pragma("clang loop unroll(full)")

static inline __attribute__((always_inline)) void LEVEL(tile)(const int rows, const int vectors, const nn_gemm *g,
                                                             const float *a, const float *b, const float *bias, float *c,
                                                             long columns) {
  const mask lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  vec sum[TILE_ROWS][TILE_VECTORS];
  UNROLL for (int i = 0; i < rows; i++)
    UNROLL for (int v = 0; v < vectors; v++) sum[i][v] = bias ? *(const vec *)(bias + 16 * v) : (vec){0};
  for (long s = 0; s < g->segments; s++) {
    const float *ap = a + s * g->a_segment, *bp = b + s * g->b_segment;
    for (long p = 0; p < g->k; p++, ap += g->a_column, bp += g->b_row) {
      vec row[TILE_VECTORS];
      UNROLL for (int v = 0; v < vectors; v++) row[v] = *(const vec *)(bp + 16 * v);
      UNROLL for (int i = 0; i < rows; i++) {
        const float x = ap[i * g->a_row];
        UNROLL for (int v = 0; v < vectors; v++) sum[i][v] += x * row[v];
      }
    }
  }
  UNROLL for (int i = 0; i < rows; i++) UNROLL for (int v = 0; v < vectors; v++) {
    vec y = sum[i][v];
    if (g->relu) y = (vec)((mask)y & ~(y < (vec){0}));  // keeps NaN
    if (columns < 16 * (v + 1)) y = (vec)((mask)y & (lane < (mask){0} + (int)(columns - 16 * v)));
    *(vec *)(c + i * g->c_row + 16 * v) = y;
  }
}

#define CASE(R)                                                                     \
  case R:                                                                           \
    if (columns > 16 * (TILE_VECTORS - 1))                                          \
      LEVEL(tile)(R, TILE_VECTORS, g, a, b, bias, c, columns);                      \
    else                                                                            \
      LEVEL(tile)(R, 1, g, a, b, bias, c, columns);                                 \
    break;

static void LEVEL(gemm)(const nn_gemm *g) {
  const long tiles = (g->m + TILE_ROWS - 1) / TILE_ROWS;
  for (long j = 0; j < g->n; j += 16 * TILE_VECTORS) {
    const long panel = j / NN_PANEL, within = j % NN_PANEL, columns = g->n - j;
    const float *b = g->b + panel * g->b_panel + within, *bias = g->bias ? g->bias + j : 0;
    for (long t = 0, i = 0; t < tiles; t++) {
      const long rows = (g->m - i + tiles - t - 1) / (tiles - t);  // the tiles differ by at most one row
      const float *a = g->a + i * g->a_row;
      float *c = g->c + panel * g->c_panel + within + i * g->c_row;
      switch (rows) {
        CASE(1) CASE(2) CASE(3)
#if TILE_ROWS > 3
        CASE(4) CASE(5) CASE(6)
#endif
#if TILE_ROWS > 6
        CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13) CASE(14)
#endif
      }
      i += rows;
    }
  }
}
#undef CASE
#undef UNROLL
#undef vec
#undef mask

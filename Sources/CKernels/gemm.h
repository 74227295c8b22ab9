// Register-tiled matrix product, included once per level. The level defines VECTOR (floats of a register), and the tile:
// TILE_ROWS x TILE_VECTORS registers of C, or NARROW_ROWS x 1 where one register holds all the columns that are left.
//
// A tile of C stays in registers while p runs over all of k: one load of B's row serves every row of the tile. Every element
// of C is one chain of additions in the order of (segment, p), whatever tile it falls in, so a row's result depends neither
// on the number of rows nor on its place among them.

typedef float LEVEL(vec) __attribute__((vector_size(4 * VECTOR), aligned(4)));
typedef int32_t LEVEL(mask) __attribute__((vector_size(4 * VECTOR), aligned(4)));
#define TILE_MOST (TILE_ROWS > NARROW_ROWS ? TILE_ROWS : NARROW_ROWS)
#define vec LEVEL(vec)
#define mask LEVEL(mask)
#define INLINE static inline __attribute__((always_inline))
#define DEPTH 96
#define UNROLL _Pragma("clang loop unroll(full)")
// Where register v of a tile's row stands, given the distance from one panel to the next.
#define PLACE(v, panel) ((v) * VECTOR / NN_PANEL * (panel) + (v) * VECTOR % NN_PANEL)

// The first `count` < VECTOR floats of y, by halves: a masked store of AVX2 takes longer than the sums of a small kernel.
INLINE void LEVEL(store_first)(float *c, vec y, long count) {
  float *from = (float *)&y;
  UNROLL for (int part = VECTOR / 2; part > 0; part /= 2)
    if (count & part) {
      __builtin_memcpy(c, from, (unsigned long)part * sizeof(float));
      c += part, from += part;
    }
}

INLINE void LEVEL(tile)(const int rows, const int vectors, const nn_gemm *g, const float *a, const float *b,
                        const float *bias, float *c, long columns) {
  static const nn_segment whole = {0, 0};
  const nn_segment *segments = g->segments ? g->segments : &whole;
  const long a_row = g->a_row, a_column = g->a_column, b_row = g->b_row, b_panel = g->b_panel, k = g->k;
  vec sum[TILE_MOST][TILE_VECTORS];
  UNROLL for (int i = 0; i < rows; i++) UNROLL for (int v = 0; v < vectors; v++) {
    if (g->accumulate) sum[i][v] = *(const vec *)(c + i * g->c_row + PLACE(v, g->c_panel));
    else sum[i][v] = bias ? *(const vec *)(bias + v * VECTOR) : (vec){0};
  }
  for (long s = 0; s < g->segment_count; s++) {
    const float *ap = a + segments[s].a, *bp = b + segments[s].b;
    for (long p = 0; p < k; p++, ap += a_column, bp += b_row) {
      vec row[TILE_VECTORS];
      UNROLL for (int v = 0; v < vectors; v++) row[v] = *(const vec *)(bp + PLACE(v, b_panel));
      UNROLL for (int i = 0; i < rows; i++) {
        const float x = ap[i * a_row];
        UNROLL for (int v = 0; v < vectors; v++) sum[i][v] += x * row[v];
      }
    }
  }
  UNROLL for (int i = 0; i < rows; i++) UNROLL for (int v = 0; v < vectors; v++) {
    vec y = sum[i][v];
    float *to = c + i * g->c_row + PLACE(v, g->c_panel);
    if (g->relu) y = (vec)((mask)y & ~(y < (vec){0}));  // keeps NaN
    if (columns >= VECTOR * (v + 1)) *(vec *)to = y;
    else LEVEL(store_first)(to, y, columns - VECTOR * v);
  }
}

#define CASE(R) case R: LEVEL(tile)(R, TILE_VECTORS, g, a, b, bias, c, columns); break;
#define NARROW(R) case R: LEVEL(tile)(R, 1, g, a, b, bias, c, columns); break;

static void LEVEL(product)(const nn_gemm *g) {
  for (long j = 0; j < g->n; j += VECTOR * TILE_VECTORS) {
    const long panel = j / NN_PANEL, within = j % NN_PANEL, columns = g->n - j;
    const float *b = g->b + panel * g->b_panel + within, *bias = g->bias ? g->bias + j : 0;
    const int is_narrow = columns <= VECTOR;
    const long most = is_narrow ? NARROW_ROWS : TILE_ROWS, tiles = (g->m + most - 1) / most;
    for (long block = 0; block < g->blocks; block++) {
      const float *a = g->a + block * g->a_block;
      float *c = g->c + block * g->c_block + panel * g->c_panel + within;
      for (long t = 0, left = g->m; t < tiles; t++) {
        const long rows = (left + tiles - t - 1) / (tiles - t);  // the tiles differ by at most one row
        if (is_narrow) {
          switch (rows) {
            NARROW(1) NARROW(2) NARROW(3) NARROW(4) NARROW(5) NARROW(6)
#if NARROW_ROWS > 6
            NARROW(7) NARROW(8) NARROW(9) NARROW(10) NARROW(11) NARROW(12)
#endif
          }
        } else {
          switch (rows) {
            CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#if TILE_ROWS > 6
            CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13) CASE(14)
#endif
          }
        }
        a += rows * g->a_row, c += rows * g->c_row, left -= rows;
      }
    }
  }
}
#undef CASE
#undef NARROW

// Where B's rows lie apart, in passes of about DEPTH inner steps: what all tiles of a pass read then stays in the first
// cache. Packed panels are read in one go, from front to back, as caches like best.
static void LEVEL(gemm)(const nn_gemm *g) {
  const long depth = g->k * g->segment_count;
  if (g->b_row == NN_PANEL || depth <= DEPTH + DEPTH / 2) {
    LEVEL(product)(g);
    return;
  }
  static const nn_segment whole = {0, 0};
  const nn_segment *segments = g->segments ? g->segments : &whole;
  const long each = g->k < DEPTH ? DEPTH / g->k : 1;                       // segments of a pass
  const long cuts = g->k < DEPTH ? 1 : (g->k + DEPTH / 2) / DEPTH;         // passes of a segment
  nn_gemm pass = *g;
  for (long s = 0; s < g->segment_count; s += each)
    for (long cut = 0; cut < cuts; cut++) {
      const long start = g->k * cut / cuts, end = g->k * (cut + 1) / cuts;
      pass.a = g->a + start * g->a_column, pass.b = g->b + start * g->b_row, pass.k = end - start;
      pass.segments = segments + s;
      pass.segment_count = g->segment_count - s < each ? g->segment_count - s : each;
      pass.relu = g->relu && s + each >= g->segment_count && cut + 1 == cuts;
      LEVEL(product)(&pass);
      pass.accumulate = 1;
    }
}

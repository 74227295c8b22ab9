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
// Columns of a tile.
#define TILE_WIDTH (VECTOR * TILE_VECTORS)
// Where B's rows lie apart: inner steps of a pass, about and at most, and rows of C from which on a pass copies B.
#define DEPTH 96
#define MOST_DEPTH (DEPTH + DEPTH / 2)
#define COPIED_ROWS 512
// Inner steps from which on the rows of the next tile are fetched ahead.
#define FETCHED_DEPTH 64
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

// The segments, of which there is one at zero where none are given.
INLINE const nn_segment *LEVEL(segments)(const nn_gemm *g) {
  static const nn_segment whole = {0, 0};
  return g->segments ? g->segments : &whole;
}

// One tile of C, rows x (vectors * VECTOR): start + the sum over the segments s of A_s (rows x k) B_s (k x the tile's columns),
// of which the first `columns` are stored. a, b, bias and c stand at the tile's first row and column.
INLINE void LEVEL(tile)(const int rows, const int vectors, const nn_gemm *g, const float *a, const float *b,
                        const float *bias, float *c, long columns) {
  const nn_segment *segments = LEVEL(segments)(g);
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

// Copies what a tile of so many columns reads of B, row by row in one piece: `to` is (segments, k, TILE_WIDTH).
INLINE void LEVEL(copy)(const nn_gemm *g, const float *b, long columns, float *to) {
  for (long s = 0; s < g->segment_count; s++) {
    const float *from = b + LEVEL(segments)(g)[s].b;
    for (long p = 0; p < g->k; p++, from += g->b_row, to += TILE_WIDTH)
      UNROLL for (int v = 0; v < TILE_VECTORS; v++)
        if (v == 0 || columns > VECTOR) *(vec *)(to + v * VECTOR) = *(const vec *)(from + PLACE(v, g->b_panel));
  }
}

// Tile by tile: C (blocks, m, n) from A (blocks, m, segments * k) and B (segments * k, n). With a source, g's B is room for a
// copy of what the tiles of some columns read of the source's.
static void LEVEL(product)(const nn_gemm *g, const nn_gemm *source, float *room) {
  // A core sees that a row is read on only after some of it: of long rows that are in no near cache, that costs.
  const int fetches = g->a_column == 1 && g->segment_count == 1 && g->k >= FETCHED_DEPTH;
  for (long j = 0; j < g->n; j += TILE_WIDTH) {
    const long panel = j / NN_PANEL, within = j % NN_PANEL, columns = g->n - j;
    const float *b = g->b + panel * g->b_panel + within, *bias = g->bias ? g->bias + j : 0;
    if (source) {
      LEVEL(copy)(source, source->b + panel * source->b_panel + within, columns, room);
      b = room;
    }
    const int is_narrow = columns <= VECTOR;
    const long most = is_narrow ? NARROW_ROWS : TILE_ROWS, tiles = (g->m + most - 1) / most;
    const long fewest = g->m / tiles, more = g->m % tiles;  // rows of a tile, and how many tiles have one more
    for (long block = 0; block < g->blocks; block++) {
      const float *a = g->a + block * g->a_block;
      float *c = g->c + block * g->c_block + panel * g->c_panel + within;
      for (long t = 0; t < tiles; t++) {
        const long rows = fewest + (t < more);
        if (fetches)
          for (long i = 0; i < rows; i++) {
            __builtin_prefetch(c + i * g->c_row, 1);
            if (t + 1 < tiles) __builtin_prefetch(a + (rows + i) * g->a_row);
          }
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
        a += rows * g->a_row, c += rows * g->c_row;
      }
    }
  }
}
#undef CASE
#undef NARROW

// One pass: with copies of B where its rows lie apart and many tiles read them.
static void LEVEL(pass)(const nn_gemm *g) {
  if (g->b_row == NN_PANEL || g->m * g->blocks < COPIED_ROWS) {
    LEVEL(product)(g, 0, 0);
    return;
  }
  float room[MOST_DEPTH * TILE_WIDTH] __attribute__((aligned(64)));
  nn_segment segments[MOST_DEPTH];
  for (long s = 0; s < g->segment_count; s++)
    segments[s] = (nn_segment){LEVEL(segments)(g)[s].a, s * g->k * TILE_WIDTH};
  nn_gemm copied = *g;
  copied.segments = segments, copied.b_row = TILE_WIDTH, copied.b_panel = NN_PANEL;
  LEVEL(product)(&copied, g, room);
}

// Where B's rows lie apart, in passes of about DEPTH inner steps: what all tiles of a pass read then stays in the first
// cache. Packed panels are read in one go, from front to back, as caches like best.
static void LEVEL(gemm)(const nn_gemm *g) {
  const long depth = g->k * g->segment_count;
  if (g->b_row == NN_PANEL || depth <= MOST_DEPTH) {
    LEVEL(pass)(g);
    return;
  }
  const nn_segment *segments = LEVEL(segments)(g);
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
      LEVEL(pass)(&pass);
      pass.accumulate = 1;
    }
}

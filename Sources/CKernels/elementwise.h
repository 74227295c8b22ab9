// Sums, dropout and movements of data; included once per level.

static void LEVEL(column_sums)(long rows, long columns, long stride, const float *g, int accumulate, float *sums) {
  for (long j = 0; j < columns; j += VECTOR) {
    const float *at = g + j;
    vec sum[4] = {{0}};
    long r = 0;
    for (; r + 4 <= rows; r += 4, at += 4 * stride)
      UNROLL for (int i = 0; i < 4; i++) sum[i] += *(const vec *)(at + i * stride);
    for (; r < rows; r++, at += stride) sum[0] += *(const vec *)at;
    vec total = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    if (accumulate) total += *(const vec *)(sums + j);
    LEVEL(store_columns)(sums + j, total, columns - j);
  }
}

// Eight columns of eight rows as eight rows of eight: blocks of four, two and one change places with those across the
// diagonal (Eklundh 1972).
INLINE void LEVEL(transpose_eight)(const float *from, long from_stride, float *to, long to_stride) {
  typedef float eight __attribute__((vector_size(32), aligned(4)));
  eight x[8], y[8];
  UNROLL for (int i = 0; i < 8; i++) x[i] = *(const eight *)(from + i * from_stride);
  UNROLL for (int i = 0; i < 4; i++) {
    y[i] = __builtin_shufflevector(x[i], x[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    y[i + 4] = __builtin_shufflevector(x[i], x[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
  UNROLL for (int i = 0; i < 8; i++) {
    if (i % 4 > 1) continue;
    x[i] = __builtin_shufflevector(y[i], y[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    x[i + 2] = __builtin_shufflevector(y[i], y[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
  }
  UNROLL for (int i = 0; i < 8; i += 2) {
    *(eight *)(to + i * to_stride) = __builtin_shufflevector(x[i], x[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    *(eight *)(to + (i + 1) * to_stride) = __builtin_shufflevector(x[i], x[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
}

// In strips of sixteen rows, which are one cache line of each row of `to`.
static void LEVEL(transpose)(long rows, long columns, const float *from, long from_stride, float *to, long to_stride) {
  for (long i = 0; i < rows; i += 16)
    for (long j = 0; j < columns; j += 8)
      for (long r = i; r < rows && r < i + 16; r += 8)
        if (r + 8 <= rows && j + 8 <= columns) {
          LEVEL(transpose_eight)(from + r * from_stride + j, from_stride, to + j * to_stride + r, to_stride);
        } else {
          for (long column = j; column < columns && column < j + 8; column++)
            for (long row = r; row < rows && row < r + 8; row++)
              to[column * to_stride + row] = from[row * from_stride + column];
        }
}

static void LEVEL(dropout)(long count, uint32_t key, uint32_t threshold, float scale, const float *x, float *y) {
  for (long i = 0; i < count; i++) {
    uint32_t h = ((uint32_t)i ^ key) * 0x9E3779B1u;  // multiply and fold twice, as the end of MurmurHash3
    h = (h ^ h >> 16) * 0x85EBCA6Bu;
    h = (h ^ h >> 13) * 0xC2B2AE35u;
    h ^= h >> 16;
    y[i] = h < threshold ? 0 : x[i] * scale;
  }
}

static void LEVEL(gather)(long rows, long width, const float *from, const int32_t *indices, const float *mean,
                          const float *scale, float *to, long stride) {
  for (long r = 0; r < rows; r++) {
    const float *x = from + (long)indices[r] * width;
    float *y = to + r * stride;
    if (!mean || !scale) {
      memcpy(y, x, (size_t)width * sizeof(float));
    } else {
      for (long j = 0; j < width; j++) {
        const float z = (x[j] - mean[j]) * scale[j];
        y[j] = z == z ? z : 0;
      }
    }
  }
}

static void LEVEL(gather_bytes)(const nn_records *from, long rows, const int32_t *indices, const float *mean,
                                const float *scale, float *to, long stride) {
  const long planes = from->planes, area = from->area;
  for (long r = 0; r < rows; r++) {
    const uint8_t *x = from->start + (long)indices[r] * from->stride;
    float *y = to + r * stride;
    if (planes == 1)
      for (long j = 0; j < area; j++) y[j] = (float)x[j] / 255.0f;
    else
      for (long p = 0; p < planes; p++)
        for (long j = 0; j < area; j++) y[j * planes + p] = (float)x[p * area + j] / 255.0f;
    if (mean && scale)
      for (long j = 0; j < planes * area; j++) y[j] = (y[j] - mean[j]) * scale[j];
  }
}

static int LEVEL(all_finite)(long count, const float *x) {
  uint32_t bad = 0;
  for (long i = 0; i < count; i++) {
    union { float f; uint32_t u; } bits = {x[i]};
    bad |= (bits.u & 0x7F800000u) == 0x7F800000u;
  }
  return !bad;
}

static void LEVEL(add)(long count, const float *a, const float *b, float *c) {
  for (long i = 0; i < count; i++) c[i] = a[i] + b[i];
}

static void LEVEL(approach)(long count, float share, const float *target, float *w) {
  for (long i = 0; i < count; i++) w[i] += share * (target[i] - w[i]);
}

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

static void LEVEL(transpose)(long rows, long columns, const float *from, long from_stride, float *to, long to_stride) {
  for (long i = 0; i < rows; i += 16) {  // sixteen rows: one cache line of each row of `to`
    const long end = i + 16 < rows ? i + 16 : rows;
    for (long j = 0; j < columns; j++)
      for (long r = i; r < end; r++) to[j * to_stride + r] = from[r * from_stride + j];
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

// What training does to data before the first layer sees it; included once per level.

static void LEVEL(byte_moments)(const nn_records *from, long rows, const int32_t *indices, long channels, uint64_t *sums,
                                uint64_t *squares) {
  for (long r = 0; r < rows; r++) {
    const uint8_t *x = from->start + (long)indices[r] * from->stride;
    if (from->planes > 1 || channels == 1) {
      for (long p = 0; p < from->planes; p++, x += from->area) {
        uint64_t sum = 0, square = 0;
        for (long j = 0; j < from->area; j++) sum += x[j], square += (uint32_t)x[j] * x[j];
        sums[p] += sum, squares[p] += square;
      }
    } else {
      for (long j = 0; j + channels <= from->area; j += channels)
        for (long c = 0; c < channels; c++) sums[c] += x[j + c], squares[c] += (uint32_t)x[j + c] * x[j + c];
    }
  }
}

// Two rounds of multiply and fold (the end of MurmurHash3).
static inline __attribute__((always_inline)) uint32_t LEVEL(hash)(uint32_t h) {
  h = (h ^ h >> 16) * 0x85EBCA6Bu;
  h = (h ^ h >> 13) * 0xC2B2AE35u;
  return h ^ h >> 16;
}

// -2 ln u for u in (0, 1]: u = 2^e m with m in [3/4, 3/2), ln m = 2 artanh s, s = (m - 1) / (m + 1), |s| <= 1/5; the
// series to s^9 leaves 4e-9.
static inline __attribute__((always_inline)) float LEVEL(minus_two_log)(float u) {
  union { float f; int32_t i; } bits = {u};
  const int32_t exponent = (bits.i - 0x3F400000) >> 23;
  bits.i -= exponent * (1 << 23);
  const float s = (bits.f - 1) / (bits.f + 1), t = s * s;
  float p = 1.0f / 9;
  p = p * t + 1.0f / 7;
  p = p * t + 1.0f / 5;
  p = p * t + 1.0f / 3;
  p = p * t + 1;
  const float y = -2 * ((float)exponent * 0.69314718f + 2 * s * p);
  return y > 0 ? y : 0;
}

// cos(2 pi t) for t in [-1/2, 1/2): the Taylor series in (2 pi t)^2 to the 16th power of the angle, which leaves 2e-7.
static inline __attribute__((always_inline)) float LEVEL(cosine_of_turns)(float t) {
  const float x = 39.4784176f * t * t;
  float p = 1.0f / 20922789888000.0f;
  p = p * x - 1.0f / 87178291200.0f;
  p = p * x + 1.0f / 479001600;
  p = p * x - 1.0f / 3628800;
  p = p * x + 1.0f / 40320;
  p = p * x - 1.0f / 720;
  p = p * x + 1.0f / 24;
  p = p * x - 1.0f / 2;
  return p * x + 1;
}

// Box and Muller 1958: sqrt(-2 ln u) cos(2 pi t) is normal for uniform u and t. With 24 bits in u it is below 5.8.
static void LEVEL(add_noise)(long count, uint64_t key, float deviation, float *x) {
  const uint32_t low = (uint32_t)key, high = (uint32_t)(key >> 32);
  for (long i = 0; i < count; i++) {
    const uint32_t h = LEVEL(hash)((uint32_t)i * 0x9E3779B1u ^ low), g = LEVEL(hash)(h ^ high);
    const float u = (float)(int32_t)((h >> 8) + 1) * 0x1p-24f, t = (float)((int32_t)(g >> 8) - 0x800000) * 0x1p-24f;
    x[i] += deviation * sqrtf(LEVEL(minus_two_log)(u)) * LEVEL(cosine_of_turns)(t);
  }
}

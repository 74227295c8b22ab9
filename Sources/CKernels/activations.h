// The activations and their derivatives without branches, so that loops over them become vector code; included once per level.
//
// Not a number stays not a number (every comparison is written so that it then takes the side that keeps it), and the
// infinities give the limits: what multiplies z by something that vanishes first bounds z where that has vanished.

// e^r - 1 = (q + 1) 2^n - 1 with r = n ln 2 + s, |s| <= ln 2 / 2: gives q = e^s - 1 and 2^n. The Taylor series to s^7
// leaves 5e-9. ln 2 in two parts makes n * high exact (Cody & Waite); adding 1.5 * 2^23 rounds to a whole number.
static inline __attribute__((always_inline)) float LEVEL(expm1_parts)(float x, float *power) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  const float shift = 12582912.0f, n = x * 1.44269504f + shift;
  union { float f; int32_t i; } bits = {n};
  bits.i = (int32_t)((uint32_t)(bits.i - 0x4B400000 + 127) << 23);
  const float whole = n - shift, s = (x - whole * 0.693359375f) - whole * -2.12194440e-4f;
  float p = 1.0f / 5040;
  p = p * s + 1.0f / 720;
  p = p * s + 1.0f / 120;
  p = p * s + 1.0f / 24;
  p = p * s + 1.0f / 6;
  p = p * s + 0.5f;
  *power = bits.f;
  return s + s * s * p;
}

static inline __attribute__((always_inline)) float LEVEL(exponential)(float x) {
  float power, q = LEVEL(expm1_parts)(x, &power);
  return power * q + power;
}

// tanh x = e / (e + 2), e = expm1(2|x|): exact to the last places also near zero.
static inline __attribute__((always_inline)) float LEVEL(hyperbolic)(float x) {
  const float y = x < 0 ? -x : x;
  float power, q = LEVEL(expm1_parts)(2 * (y > 10 ? 10 : y), &power);
  const float e = power * q + (power - 1), t = e / (e + 2);
  return x < 0 ? -t : t;
}

static inline __attribute__((always_inline)) float LEVEL(logistic)(float x) { return 1 / (1 + LEVEL(exponential)(-x)); }

// The normal distribution function. e^(u^2) erfc(u) is fitted by t q(t), t = 1 / (1 + u/2), to 1.2e-8
// (Tests/Support/fit_erfc.py); single precision leaves 1.5e-7.
static inline __attribute__((always_inline)) float LEVEL(normal_cdf)(float z) {
  const float u = (z < 0 ? -z : z) * 0.707106781f, t = 1 / (1 + 0.5f * u);
  float q = 0.05880843475f;
  q = q * t - 0.21827015281f;
  q = q * t + 0.12224157154f;
  q = q * t + 0.30761486292f;
  q = q * t + 0.13088177144f;
  q = q * t + 0.32168701291f;
  q = q * t + 0.27703651786f;
  const float half = 0.5f * t * q * LEVEL(exponential)(-u * u);
  return z < 0 ? half : 1 - half;
}

static inline __attribute__((always_inline)) float LEVEL(bounded)(float z, float bound) {
  z = z < -bound ? -bound : z;
  return z > bound ? bound : z;
}

// z Phi(z), and its derivative Phi(z) + z phi(z).
static inline __attribute__((always_inline)) float LEVEL(gelu)(float z) {
  const float low = z < -40 ? -40 : z;
  return low * LEVEL(normal_cdf)(low);
}

static inline __attribute__((always_inline)) float LEVEL(gelu_slope)(float x) {
  const float z = LEVEL(bounded)(x, 40);
  return LEVEL(normal_cdf)(z) + z * 0.398942280f * LEVEL(exponential)(-0.5f * z * z);
}

// z s(z), s = 1 / (1 + e^-z), and its derivative s + z s (1 - s).
static inline __attribute__((always_inline)) float LEVEL(silu)(float z) {
  const float low = z < -88 ? -88 : z;
  return low * LEVEL(logistic)(low);
}

static inline __attribute__((always_inline)) float LEVEL(silu_slope)(float x) {
  const float z = LEVEL(bounded)(x, 88), s = LEVEL(logistic)(z);
  return s + z * s * (1 - s);
}

// z > 0 ? z : e^z - 1.
static inline __attribute__((always_inline)) float LEVEL(elu)(float z) {
  float power, q = LEVEL(expm1_parts)(z, &power);
  const float below = power * q + (power - 1);
  return z > 0 ? z : below;
}

// ln(1 + e^z) = max(z, 0) + ln(1 + t), t = e^-|z|, and ln(1 + t) = 2 artanh(s), s = t / (2 + t) <= 1/3: the series to
// s^15 leaves 2e-9.
static inline __attribute__((always_inline)) float LEVEL(softplus)(float z) {
  const float t = LEVEL(exponential)(z < 0 ? z : -z), s = t / (2 + t), u = s * s;
  float p = 2.0f / 15;
  p = p * u + 2.0f / 13;
  p = p * u + 2.0f / 11;
  p = p * u + 2.0f / 9;
  p = p * u + 2.0f / 7;
  p = p * u + 2.0f / 5;
  p = p * u + 2.0f / 3;
  p = p * u + 2.0f;
  return (z < 0 ? 0 : z) + s * p;
}

// Its derivative 1 / (1 + e^-z), by y = softplus(z): 1 - e^-y = -(e^-y - 1).
static inline __attribute__((always_inline)) float LEVEL(softplus_slope)(float y) {
  float power, q = LEVEL(expm1_parts)(-y, &power);
  return -(power * q + (power - 1));
}

static void LEVEL(activate)(int kind, long count, const float *z, float *y) {
  switch (kind) {
    case NN_RELU: for (long i = 0; i < count; i++) y[i] = z[i] < 0 ? 0 : z[i]; break;
    case NN_TANH: for (long i = 0; i < count; i++) y[i] = LEVEL(hyperbolic)(z[i]); break;
    case NN_SIGMOID: for (long i = 0; i < count; i++) y[i] = LEVEL(logistic)(z[i]); break;
    case NN_GELU: for (long i = 0; i < count; i++) y[i] = LEVEL(gelu)(z[i]); break;
    case NN_LEAKY_RELU: for (long i = 0; i < count; i++) y[i] = z[i] < 0 ? NN_LEAK * z[i] : z[i]; break;
    case NN_ELU: for (long i = 0; i < count; i++) y[i] = LEVEL(elu)(z[i]); break;
    case NN_SILU: for (long i = 0; i < count; i++) y[i] = LEVEL(silu)(z[i]); break;
    case NN_SOFTPLUS: for (long i = 0; i < count; i++) y[i] = LEVEL(softplus)(z[i]); break;
  }
}

static void LEVEL(activate_backward)(int kind, long count, const float *saved, float *g) {
  switch (kind) {
    case NN_RELU: for (long i = 0; i < count; i++) g[i] = saved[i] > 0 ? g[i] : 0; break;
    case NN_TANH: for (long i = 0; i < count; i++) g[i] *= 1 - saved[i] * saved[i]; break;
    case NN_SIGMOID: for (long i = 0; i < count; i++) g[i] *= saved[i] * (1 - saved[i]); break;
    case NN_GELU: for (long i = 0; i < count; i++) g[i] *= LEVEL(gelu_slope)(saved[i]); break;
    case NN_LEAKY_RELU: for (long i = 0; i < count; i++) g[i] *= saved[i] > 0 ? 1 : NN_LEAK; break;
    case NN_ELU: for (long i = 0; i < count; i++) g[i] *= saved[i] > 0 ? 1 : saved[i] + 1; break;
    case NN_SILU: for (long i = 0; i < count; i++) g[i] *= LEVEL(silu_slope)(saved[i]); break;
    case NN_SOFTPLUS: for (long i = 0; i < count; i++) g[i] *= LEVEL(softplus_slope)(saved[i]); break;
  }
}

// The inner loops of NN in C, compiled once for every width of vector unit; `nn_kernels_at` gives the table of one width.
//
// Layouts. A *panel matrix* [k x n] is cut into panels of 32 columns, each stored row by row (32 floats a row), the
// columns beyond n being zero. Activations are plain rows whose stride is a multiple of 16 floats.
#ifndef HPO_CKERNELS_H
#define HPO_CKERNELS_H
#include <stdint.h>

#define NN_NONNULL_BEGIN _Pragma("clang assume_nonnull begin")
#define NN_NONNULL_END _Pragma("clang assume_nonnull end")

NN_NONNULL_BEGIN

/// Columns of a panel.
enum { NN_PANEL = 32 };

/// C[m x n] = f(bias + sum over s < segments of A_s[m x k] B_s[k x n]), f the identity or max(0, .).
typedef struct {
  long m, n, k, segments;
  /// Element (i, p) of A_s stands at a[s * a_segment + i * a_row + p * a_column].
  const float *a;
  long a_row, a_column, a_segment;
  /// Element (p, j) of B_s stands at b[s * b_segment + (j / 32) * b_panel + p * b_row + j % 32]; readable up to a multiple of 16 columns.
  const float *b;
  long b_row, b_panel, b_segment;
  /// Laid out as B; the columns from n to a multiple of 16 are written as zeros.
  float *c;
  long c_row, c_panel;
  /// n values (readable up to a multiple of 16), or null for zeros.
  const float *_Nullable bias;
  int relu;
} nn_gemm;

/// The activations; gelu is the exact form z * Phi(z), silu z / (1 + e^-z), softplus ln(1 + e^z).
enum {
  NN_RELU = 0, NN_TANH = 1, NN_SIGMOID = 2, NN_GELU = 3, NN_LEAKY_RELU = 4, NN_ELU = 5, NN_SILU = 6, NN_SOFTPLUS = 7
};
/// The slope of leaky_relu below zero.
#define NN_LEAK 0.01f

/// Adam's constants of one step: the rate and root carry the corrections of the bias.
typedef struct {
  float beta1, beta2, rate, root, epsilon, decay;
} nn_adam;

/// A batch of items seen as groups of channels: channel c of group p of item r stands at r * stride + p * channels + c.
typedef struct {
  long rows, positions, channels, stride;
} nn_groups;

/// Numbers of categories, `positions` an item, for each of which a table (a panel matrix vocabulary x columns) has a row.
typedef struct {
  long rows, positions, x_stride, y_stride, vocabulary, columns;
} nn_embedding;

/// The inner loops for one width of vector unit.
typedef struct __attribute__((swift_attr("@Sendable"))) {
  void (*gemm)(const nn_gemm *g);
  /// y = f(z); y may be z.
  void (*activate)(int kind, long count, const float *z, float *y);
  /// g *= f'(z), given z for gelu and silu and y for the others.
  void (*activate_backward)(int kind, long count, const float *saved, float *g);
  /// sums[j] = sum over rows of g[row * stride + j].
  void (*column_sums)(long rows, long columns, long stride, const float *g, float *sums);
  /// to[j * to_stride + i] = from[i * from_stride + j] for i < rows, j < columns.
  void (*transpose)(long rows, long columns, const float *from, long from_stride, float *to, long to_stride);
  /// y = x / (1 - rate) where hash(index, key) >= threshold, else 0; threshold = rate * 2^32.
  void (*dropout)(long count, uint32_t key, uint32_t threshold, float scale, const float *x, float *y);
  /// Rows of softmax(logits), times scale, minus scale at the label when subtract; gives the summed cross-entropy
  /// and counts rows whose first largest logit is the label's.
  double (*softmax)(long rows, long classes, long stride, const float *logits, const int32_t *labels, int subtract,
                    float scale, float *out, long *correct);
  /// out = scale * 2 (y - target) over rows x columns; gives the sum of the squares. Targets have no padding.
  double (*squares)(long rows, long columns, long stride, const float *y, const float *targets, float scale, float *out);
  /// w -= rate * (g + decay * w).
  void (*sgd)(long count, float rate, float decay, const float *g, float *w);
  /// v = momentum * v + g + decay * w; w -= rate * v.
  void (*momentum)(long count, float rate, float momentum, float decay, const float *g, float *v, float *w);
  /// Adam (Kingma & Ba 2015, algorithm 1) with L2 decay added to the gradient.
  void (*adam)(long count, const nn_adam *c, const float *g, float *m, float *v, float *w);
  /// Row r of to is row indices[r] of from, as (x - mean) * scale with NaN as zero, or as it is when mean is null.
  void (*gather)(long rows, long width, const float *from, const int32_t *indices, const float *_Nullable mean,
                 const float *_Nullable scale, float *to, long stride);
  /// As gather, from bytes that stand for x / 255.
  void (*gather_bytes)(long rows, long width, const uint8_t *from, const int32_t *indices, float *to, long stride);
  /// 1 when no value is infinite or NaN.
  int (*all_finite)(long count, const float *x);
  /// Mean and biased variance of each channel over all groups; the scratch of batch norm is
  /// 8 * channels * min(16, positions) floats.
  void (*channel_moments)(const nn_groups *t, const float *x, float *scratch, float *mean, float *variance);
  /// y = weight (x - mean) / sqrt(variance + epsilon) + bias, channel by channel.
  void (*batch_norm)(const nn_groups *t, const float *x, const float *mean, const float *variance, float epsilon,
                     const float *weight, const float *bias, float *scratch, float *y);
  /// The gradients, given that by y; mean and variance are those of x where it says so, else constants.
  void (*batch_norm_backward)(const nn_groups *t, const float *x, const float *mean, const float *variance, float epsilon,
                              int is_measured, const float *weight, const float *g, float *scratch, float *_Nullable dx,
                              float *dweight, float *dbias);
  /// As batch_norm, with mean and variance those of each group, of which (mean, 1 / sqrt(variance + epsilon)) is kept.
  void (*layer_norm)(const nn_groups *t, const float *x, float epsilon, const float *weight, const float *bias,
                     float *moments, float *y);
  /// The gradients, given that by y; the scratch is 4 * channels floats.
  void (*layer_norm_backward)(const nn_groups *t, const float *x, const float *moments, const float *weight, const float *g,
                              float *scratch, float *_Nullable dx, float *dweight, float *dbias);
  /// y = the table's rows that x names, one after the other.
  void (*embed)(const nn_embedding *e, const float *x, const float *table, float *y);
  /// The gradient by the table, given that by y.
  void (*embed_backward)(const nn_embedding *e, const float *x, const float *g, float *dtable);
  /// c = a + b; c may be either.
  void (*add)(long count, const float *a, const float *b, float *c);
  /// w moves by this share of the way to its target.
  void (*approach)(long count, float share, const float *target, float *w);
} nn_kernels;

/// Widths of vector unit, narrow to wide: what every machine has, AVX2 with FMA, AVX-512.
enum { NN_BASE = 0, NN_AVX2 = 1, NN_AVX512 = 2 };

/// The widest level that this machine has.
int nn_best_level(void);
/// The kernels of a level, or of the widest one that the machine has when that is less.
nn_kernels nn_kernels_at(int level);

/// Makes this thread treat denormal numbers as zeros; gives the control word to restore.
uint64_t nn_flush_denormals(void);
/// Restores the control word that nn_flush_denormals gave.
void nn_restore_denormals(uint64_t control);

NN_NONNULL_END
#endif

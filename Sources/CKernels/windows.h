// Windows that slide over images: pooling, and convolution channel by channel. Included once per level, after gemm.h.

INLINE void LEVEL(store_columns)(float *to, vec y, long columns) {
  if (columns >= VECTOR) *(vec *)to = y;
  else LEVEL(store_first)(to, y, columns);
}

// The inputs top <= iy < bottom, left <= ix < right that the window of output (oy, ox) covers within the image.
typedef struct {
  long top, bottom, left, right;
} LEVEL(reach);

INLINE LEVEL(reach) LEVEL(window)(const nn_window *w, long oy, long ox) {
  const long y = oy * w->stride_height - w->above, x = ox * w->stride_width - w->before;
  const long bottom = y + w->kernel_height, right = x + w->kernel_width;
  return (LEVEL(reach)){y > 0 ? y : 0, bottom < w->height ? bottom : w->height,
                        x > 0 ? x : 0, right < w->width ? right : w->width};
}

// The first largest wins, and not-a-number is larger than all, as in PyTorch. A height and width other than 0 are those of
// every window, none of which reaches beyond the image.
INLINE void LEVEL(max_of_windows)(const nn_window *w, const int height, const int width, const float *x, float *y,
                                  int32_t *winners) {
  mask lane;
  for (int i = 0; i < VECTOR; i++) lane[i] = i;
  for (long oy = 0; oy < w->out_height; oy++)
    for (long ox = 0; ox < w->out_width; ox++) {
      const long top = oy * w->stride_height, left = ox * w->stride_width;
      const LEVEL(reach) r =
          height ? (LEVEL(reach)){top, top + height, left, left + width} : LEVEL(window)(w, oy, ox);
      for (long c = 0; c < w->channels; c += VECTOR) {
        const long first = (r.top * w->width + r.left) * w->channels + c;
        vec best = *(const vec *)(x + first);
        mask winner = lane + (int32_t)first;
        for (long iy = r.top; iy < r.bottom; iy++)
          for (long ix = r.left; ix < r.right; ix++) {
            const long place = (iy * w->width + ix) * w->channels + c;
            const vec z = *(const vec *)(x + place);
            const mask wins = (z > best) | (z != z);
            best = (vec)(((mask)z & wins) | ((mask)best & ~wins));
            winner = ((lane + (int32_t)place) & wins) | (winner & ~wins);
          }
        const long to = (oy * w->out_width + ox) * w->channels + c;
        LEVEL(store_columns)(y + to, best, w->channels - c);
        LEVEL(store_columns)((float *)winners + to, (vec)winner, w->channels - c);
      }
    }
}

static void LEVEL(max_pool)(const nn_window *w, const float *x, float *y, int32_t *winners) {
  const long bottom = (w->out_height - 1) * w->stride_height + 2, right = (w->out_width - 1) * w->stride_width + 2;
  if (w->kernel_height == 2 && w->kernel_width == 2 && !w->above && !w->before && bottom <= w->height && right <= w->width)
    LEVEL(max_of_windows)(w, 2, 2, x, y, winners);
  else
    LEVEL(max_of_windows)(w, 0, 0, x, y, winners);
}

static void LEVEL(scatter)(long count, const int32_t *places, const float *g, long extent, float *to) {
  memset(to, 0, (size_t)extent * sizeof(float));
  for (long i = 0; i < count; i++) to[places[i]] += g[i];
}

static void LEVEL(average_pool)(const nn_window *w, const float *x, float *y) {
  for (long oy = 0; oy < w->out_height; oy++)
    for (long ox = 0; ox < w->out_width; ox++) {
      const LEVEL(reach) r = LEVEL(window)(w, oy, ox);
      const float share = 1 / (float)((r.bottom - r.top) * (r.right - r.left));
      for (long c = 0; c < w->channels; c += VECTOR) {
        vec sum = {0};
        for (long iy = r.top; iy < r.bottom; iy++)
          for (long ix = r.left; ix < r.right; ix++) sum += *(const vec *)(x + (iy * w->width + ix) * w->channels + c);
        LEVEL(store_columns)(y + (oy * w->out_width + ox) * w->channels + c, sum * share, w->channels - c);
      }
    }
}

static void LEVEL(average_pool_backward)(const nn_window *w, const float *g, float *to) {
  memset(to, 0, (size_t)(w->height * w->width * w->channels) * sizeof(float));
  for (long oy = 0; oy < w->out_height; oy++)
    for (long ox = 0; ox < w->out_width; ox++, g += w->channels) {
      const LEVEL(reach) r = LEVEL(window)(w, oy, ox);
      const float share = 1 / (float)((r.bottom - r.top) * (r.right - r.left));
      for (long iy = r.top; iy < r.bottom; iy++)
        for (long ix = r.left; ix < r.right; ix++) {
          float *at = to + (iy * w->width + ix) * w->channels;
          for (long c = 0; c < w->channels; c++) at[c] += share * g[c];
        }
    }
}

static void LEVEL(channelwise)(const nn_gemm *g) {
  for (long j = 0; j < g->n; j += VECTOR) {
    const float *b = g->b + j / NN_PANEL * g->b_panel + j % NN_PANEL;
    for (long block = 0; block < g->blocks; block++)
      for (long i = 0; i < g->m; i += 4) {
        const long rows = g->m - i < 4 ? g->m - i : 4;
        const float *a = g->a + block * g->a_block + i * g->a_row + j;
        const long second = rows > 1 ? g->a_row : 0, third = rows > 2 ? 2 * g->a_row : 0, fourth = rows > 3 ? 3 * g->a_row : 0;
        const vec start = g->bias ? *(const vec *)(g->bias + j) : (vec){0};
        vec sum[4] = {start, start, start, start};
        for (long s = 0; s < g->segment_count; s++) {
          const vec weight = *(const vec *)(b + g->segments[s].b);
          const float *at = a + g->segments[s].a;
          sum[0] += *(const vec *)at * weight;
          sum[1] += *(const vec *)(at + second) * weight;
          sum[2] += *(const vec *)(at + third) * weight;
          sum[3] += *(const vec *)(at + fourth) * weight;
        }
        float *c = g->c + block * g->c_block + i * g->c_row + j;
        for (long r = 0; r < rows; r++) {
          vec y = sum[r];
          if (g->relu) y = (vec)((mask)y & ~(y < (vec){0}));  // keeps NaN
          LEVEL(store_columns)(c + r * g->c_row, y, g->n - j);
        }
      }
  }
}

static void LEVEL(channelwise_gradient)(const nn_gemm *g, const float *c_gradient, float *b_gradient) {
  for (long j = 0; j < g->n; j += VECTOR)
    for (long s = 0; s < g->segment_count; s++) {
      vec even = {0}, odd = {0};
      for (long block = 0; block < g->blocks; block++) {
        const float *a = g->a + block * g->a_block + g->segments[s].a + j, *c = c_gradient + block * g->c_block + j;
        for (long i = 0; i + 1 < g->m; i += 2) {
          even += *(const vec *)(a + i * g->a_row) * *(const vec *)(c + i * g->c_row);
          odd += *(const vec *)(a + (i + 1) * g->a_row) * *(const vec *)(c + (i + 1) * g->c_row);
        }
        if (g->m % 2) even += *(const vec *)(a + (g->m - 1) * g->a_row) * *(const vec *)(c + (g->m - 1) * g->c_row);
      }
      float *b = b_gradient + j / NN_PANEL * g->b_panel + j % NN_PANEL + g->segments[s].b;
      LEVEL(store_columns)(b, *(const vec *)b + even + odd, g->n - j);
    }
}

static void LEVEL(fold)(const nn_fold *f, const float *u, float *to) {
  const long row = f->kernel * f->channels;
  long places[NN_MOST_TAPS];  // what belongs to a pixel
  for (long x = 0; x < f->width; x++, to += f->to_row) {
    long count = 0;
    for (long t = 0; t < f->kernel; t++) {
      const long distance = x + f->before - t * f->dilation;
      const long o = f->stride == 1 ? distance : distance / f->stride;
      if (distance < 0 || o >= f->out_width || o * f->stride != distance) continue;
      places[count++] = o * row + t * f->channels;
    }
    for (long c = 0; c < f->channels; c += VECTOR) {
      vec sum = {0};
      for (long i = 0; i < count; i++) sum += *(const vec *)(u + places[i] + c);
      LEVEL(store_columns)(to + c, sum, f->channels - c);
    }
  }
}

static void LEVEL(copy_rows)(long rows, long count, const float *from, long from_stride, float *to, long to_stride) {
  for (long r = 0; r < rows; r++) memcpy(to + r * to_stride, from + r * from_stride, (size_t)count * sizeof(float));
}

// Rows of a table by their numbers, and the gradient of the table; included once per level.

// The row that x names; numbers outside the table are kept out of it, though none should come here.
static inline long LEVEL(row_of)(float x, long rows) {
  return x > 0 ? (x < (float)(rows - 1) ? (long)x : rows - 1) : 0;
}

static void LEVEL(embed)(const nn_embedding *e, const float *x, const float *table, float *y) {
  for (long r = 0; r < e->rows; r++)
    for (long p = 0; p < e->positions; p++) {
      const float *from = table + LEVEL(row_of)(x[r * e->x_stride + p], e->vocabulary) * NN_PANEL;
      float *to = y + r * e->y_stride + p * e->columns;
      for (long j = 0; j < e->columns; j += NN_PANEL, from += e->vocabulary * NN_PANEL)
        for (long c = 0; c < NN_PANEL && j + c < e->columns; c++) to[j + c] = from[c];
    }
}

static void LEVEL(embed_backward)(const nn_embedding *e, const float *x, const float *g, float *dtable) {
  const long panels = (e->columns + NN_PANEL - 1) / NN_PANEL;
  memset(dtable, 0, (size_t)(panels * e->vocabulary * NN_PANEL) * sizeof(float));
  for (long r = 0; r < e->rows; r++)
    for (long p = 0; p < e->positions; p++) {
      float *to = dtable + LEVEL(row_of)(x[r * e->x_stride + p], e->vocabulary) * NN_PANEL;
      const float *from = g + r * e->y_stride + p * e->columns;
      for (long j = 0; j < e->columns; j += NN_PANEL, to += e->vocabulary * NN_PANEL)
        for (long c = 0; c < NN_PANEL && j + c < e->columns; c++) to[c] += from[j + c];
    }
}

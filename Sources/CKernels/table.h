// The table of one level's kernels.

static nn_kernels LEVEL(table)(void) {
  return (nn_kernels){
      .gemm = LEVEL(gemm),
      .activate = LEVEL(activate),
      .activate_backward = LEVEL(activate_backward),
      .column_sums = LEVEL(column_sums),
      .transpose = LEVEL(transpose),
      .dropout = LEVEL(dropout),
      .softmax = LEVEL(softmax),
      .errors = LEVEL(errors),
      .sgd = LEVEL(sgd),
      .momentum = LEVEL(momentum),
      .adam = LEVEL(adam),
      .gather = LEVEL(gather),
      .gather_bytes = LEVEL(gather_bytes),
      .all_finite = LEVEL(all_finite),
      .copy_rows = LEVEL(copy_rows),
      .max_pool = LEVEL(max_pool),
      .scatter = LEVEL(scatter),
      .average_pool = LEVEL(average_pool),
      .average_pool_backward = LEVEL(average_pool_backward),
      .channelwise = LEVEL(channelwise),
      .channelwise_gradient = LEVEL(channelwise_gradient),
      .logistic = LEVEL(logistic_loss),
      .rmsprop = LEVEL(rmsprop),
      .adagrad = LEVEL(adagrad),
      .sum_of_squares = LEVEL(sum_of_squares),
      .byte_moments = LEVEL(byte_moments),
      .add_noise = LEVEL(add_noise),
  };
}

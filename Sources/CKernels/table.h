// The table of one level's kernels.

static nn_kernels LEVEL(table)(void) {
  return (nn_kernels){
      .gemm = LEVEL(gemm),
      .channelwise = LEVEL(channelwise),
      .channelwise_gradient = LEVEL(channelwise_gradient),
      .column_sums = LEVEL(column_sums),
      .transpose = LEVEL(transpose),
      .add = LEVEL(add),

      .activate = LEVEL(activate),
      .activate_backward = LEVEL(activate_backward),
      .dropout = LEVEL(dropout),

      .max_pool = LEVEL(max_pool),
      .scatter = LEVEL(scatter),
      .average_pool = LEVEL(average_pool),
      .average_pool_backward = LEVEL(average_pool_backward),
      .fold = LEVEL(fold),
      .copy_rows = LEVEL(copy_rows),

      .channel_moments = LEVEL(channel_moments),
      .batch_norm = LEVEL(batch_norm),
      .batch_norm_backward = LEVEL(batch_norm_backward),
      .layer_norm = LEVEL(layer_norm),
      .layer_norm_backward = LEVEL(layer_norm_backward),

      .embed = LEVEL(embed),
      .embed_backward = LEVEL(embed_backward),

      .softmax = LEVEL(softmax),
      .logistic = LEVEL(logistic_loss),
      .errors = LEVEL(errors),

      .sgd = LEVEL(sgd),
      .momentum = LEVEL(momentum),
      .adam = LEVEL(adam),
      .rmsprop = LEVEL(rmsprop),
      .adagrad = LEVEL(adagrad),
      .approach = LEVEL(approach),
      .sum_of_squares = LEVEL(sum_of_squares),
      .all_finite = LEVEL(all_finite),

      .gather = LEVEL(gather),
      .gather_bytes = LEVEL(gather_bytes),
      .byte_moments = LEVEL(byte_moments),
      .add_noise = LEVEL(add_noise),
  };
}

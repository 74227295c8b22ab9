/// What other tools and languages call the same thing: the words of a group mean one another.
///
/// The first word of a group is the one of hpo, where hpo has one.
enum Synonyms {
  /// The groups as they are written: words between spaces.
  private static let groups = [
    // Training.
    "lr learning_rate learn_rate eta eta0 step_size stepsize initial_lr lr0",
    "batch batch_size minibatch mini_batch bs batchsize",
    "decay weight_decay wd l2 l2_reg regularization reg_lambda ridge",
    "l1 lasso l1_reg",
    "momentum mom mu",
    "width hidden units hidden_size hidden_units n_units num_units n_hidden neurons hidden_dim hidden_layer_sizes size",
    "depth layers n_layers num_layers hidden_layers nlayers number_of_layers",
    "drop dropout dropout_rate drop_rate p_drop keep_prob",
    "epochs n_epochs num_epochs max_epochs nb_epoch max_iter n_iter",
    "optimizer optim optimiser solver",
    "schedule scheduler lr_schedule lr_scheduler",
    "threads n_jobs num_threads nthreads num_workers",
    "clip grad_clip max_norm clipnorm clip_norm gradient_clip",
    "patience early_stopping n_iter_no_change",
    "seed random_state random_seed rng set_seed manual_seed srand",
    "shuffle permute permutation randperm",
    // Metrics and parts.
    "accuracy acc",
    "loss cost",
    "auc roc_auc auroc",
    "sensitivity recall tpr",
    "r2 r_squared rsquared",
    "mae mean_absolute_error",
    "rmse root_mean_squared_error",
    "valid val validation dev",
    "train training fit learn",
    "test testing holdout",
    "confusion confusion_matrix",
    // Layers and data.
    "dense linear fc fully_connected",
    "conv conv1d conv2d convolution",
    "pool max_pool max_pool2d maxpool maxpool2d max_pooling2d",
    "average_pool avg_pool avgpool avg_pool2d average_pooling2d",
    "batch_norm batchnorm batch_norm1d batch_norm2d batch_normalization bn",
    "embedding embed",
    "model sequential network neural_network",
    "sigmoid logistic",
    "silu swish",
    "predict inference",
    "load read_csv read_table read_csv2 fread read_excel load_csv loadtxt genfromtxt read_parquet",
    "save to_csv write_csv savefig dump savetxt fwrite",
    "read_file readfile readlines read_text slurp",
    "restore load_model load_state_dict load_network",
    "split train_test_split random_split",
    "folds kfold k_fold stratified_kfold",
    "cross_validate cross_val_score cross_validation",
    "standardize standardise normalize normalise standard_scaler zscore",
    "augment augmentation",
    "target label y_column response outcome",
    // Strategies.
    "grid grid_search gridsearch grid_search_cv grid_sampler",
    "random random_search randomsearch random_sampler randomized_search",
    "sobol qmc quasi_random halton latin_hypercube lhs",
    "gaussian gp bayesian bayes bo bayesian_optimization gaussian_process gp_sampler botorch",
    "tpe parzen tpe_sampler hyperopt",
    "cmaes cma cma_es_sampler evolution evolutionary genetic",
    "hyperband successive_halving",
    // Words.
    "print println printf puts echo cat display",
    "length len nrow numel",
    "mean average avg",
    "std sd stdev stddev standard_deviation",
    "max maximum",
    "min minimum",
    "argmax which_max",
    "argmin which_min",
    "abs fabs absolute",
    "number float int double parse_float parse_int as_numeric to_number",
    "string str as_character to_string tostring",
    "map apply lapply sapply",
    "filter where_rows subset grep select_rows",
    "reduce fold foldl accumulate",
    "unique distinct",
    "reverse reversed rev",
    "sort sorted order",
    "sort_by arrange order_by sort_values sortby",
    "group_by groupby",
    "summarize summarise agg aggregate",
    "join paste paste0 concat implode",
    "split strsplit explode",
    "replace sub gsub str_replace",
    "trim strip trimws chomp",
    "upper toupper uppercase to_upper",
    "lower tolower lowercase to_lower",
    "has haskey has_key",
    "without omit exclude",
    "kind typeof type class isinstance",
    "keys names colnames fieldnames",
    "entries items pairs",
    "quantile percentile",
    "repeat rep replicate",
    "table data_frame dataframe tibble",
    "plot plt figure ggplot",
    "fixed format sprintf",
    "clock time now perf_counter sys_time",
    "run system exec subprocess shell popen spawn",
    "args argv command_args sys_argv",
    "cores cpu_count num_cpus nproc detect_cores",
    "index_of indexof findfirst",
    "ln log_natural",
    // Studies.
    "trials runs results evaluations",
    "best best_trial best_run incumbent",
    "history losses learning_curve",
    "descending reverse decreasing desc",
    "params parameters hyperparameters config",
    "value score best_value objective_value",
    "trials trial_count n_trials evals evaluations iterations iters rounds samples",
    "epochs passes",
    "steps batches updates",
    "workers jobs processes threads cores cpus procs gpus",
  ].map { $0.split(separator: " ").map(String.init) }

  /// The groups that a word is in, by its letters.
  private static let groupsByWord: [String: [Int]] = {
    var table: [String: [Int]] = [:]
    for (index, group) in groups.enumerated() {
      for word in group { table[Suggestion.folded(word), default: []].append(index) }
    }
    return table
  }()

  /// All words that mean the same as `word`, those of hpo first.
  static func of(_ word: String) -> [String] {
    (groupsByWord[Suggestion.folded(word)] ?? []).flatMap { groups[$0] }
  }
}

"""Times the training of small networks: hpo beside the libraries that people use, in one run, in turns."""

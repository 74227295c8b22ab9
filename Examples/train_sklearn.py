#!/usr/bin/env python3
"""Trains a multilayer perceptron of scikit-learn on its handwritten digits, and prints how it is doing after each epoch."""

import argparse

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MinMaxScaler, StandardScaler


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--solver", choices=["sgd", "adam"], default="adam")
    parser.add_argument("--lr", type=float, default=0.001, help="learning rate")
    parser.add_argument("--momentum", type=float, default=0.9, help="of sgd")
    parser.add_argument("--alpha", type=float, default=0.0001, help="L2 penalty")
    parser.add_argument("--batch-size", type=int, default=200)
    parser.add_argument("--hidden", type=int, nargs="+", default=[100], help="units of each hidden layer")
    parser.add_argument("--scaler", choices=["minmax", "standard"], default="minmax")
    parser.add_argument("--epochs", type=int, default=27)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    x, y = load_digits(return_X_y=True)
    x, x_test, y, y_test = train_test_split(x, y, test_size=0.2, stratify=y, random_state=0)
    x_train, x_valid, y_train, y_valid = train_test_split(x, y, test_size=0.25, stratify=y, random_state=0)
    scaler = MinMaxScaler() if args.scaler == "minmax" else StandardScaler()
    x_train = scaler.fit_transform(x_train)
    x_valid, x_test = scaler.transform(x_valid), scaler.transform(x_test)

    model = MLPClassifier(
        hidden_layer_sizes=args.hidden, solver=args.solver, learning_rate_init=args.lr, momentum=args.momentum,
        alpha=args.alpha, batch_size=args.batch_size, random_state=args.seed)
    classes = sorted(set(y))
    for epoch in range(1, args.epochs + 1):
        model.partial_fit(x_train, y_train, classes=classes)
        accuracy = model.score(x_valid, y_valid)
        print(f"epoch {epoch}/{args.epochs}  loss={model.loss_:.4f}  valid_accuracy={accuracy:.4f}")
    print(f"test_accuracy={model.score(x_test, y_test):.4f}")


if __name__ == "__main__":
    main()

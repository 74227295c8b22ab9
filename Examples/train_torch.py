#!/usr/bin/env python3
"""Trains a small convolutional network of PyTorch on the handwritten digits of scikit-learn.

Prints how it is doing after each epoch, and writes it to a file of JSON lines.
"""

import argparse
import json

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn


def network(width, dropout):
    return nn.Sequential(
        nn.Conv2d(1, width, 3, padding=1), nn.ReLU(),
        nn.Conv2d(width, 2 * width, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(dropout), nn.Linear(2 * width * 16, 10))


@torch.no_grad()
def evaluate(model, x, y):
    model.eval()
    outputs = model(x)
    loss = nn.functional.cross_entropy(outputs, y).item()
    return loss, (outputs.argmax(1) == y).float().mean().item()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lr", type=float, default=0.01, help="learning rate of SGD")
    parser.add_argument("--momentum", type=float, default=0.0)
    parser.add_argument("--nesterov", action="store_true")
    parser.add_argument("--weight-decay", type=float, default=0.0)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--width", type=int, default=8, help="channels of the first convolution")
    parser.add_argument("--dropout", type=float, default=0.5)
    parser.add_argument("--epochs", type=int, default=27)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--log", default="metrics.jsonl", help="where the metrics are written")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    images, labels = load_digits(return_X_y=True)
    x = torch.tensor(images / 16, dtype=torch.float32).reshape(-1, 1, 8, 8)
    y = torch.tensor(labels)
    rest, test = train_test_split(torch.arange(len(y)), test_size=0.2, stratify=y, random_state=0)
    train, valid = train_test_split(rest, test_size=0.25, stratify=y[rest], random_state=0)

    model = network(args.width, args.dropout)
    optimizer = torch.optim.SGD(
        model.parameters(), lr=args.lr, momentum=args.momentum, weight_decay=args.weight_decay,
        nesterov=args.nesterov and args.momentum > 0)
    with open(args.log, "w", encoding="utf-8") as log:
        for epoch in range(1, args.epochs + 1):
            model.train()
            for batch in train[torch.randperm(len(train))].split(args.batch_size):
                optimizer.zero_grad()
                nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
                optimizer.step()
            loss, accuracy = evaluate(model, x[valid], y[valid])
            print(json.dumps({"epoch": epoch, "valid_loss": loss, "valid_accuracy": accuracy}), file=log, flush=True)
            print(f"epoch {epoch:2}  valid loss {loss:.4f}  accuracy {accuracy:.4f}")
    loss, accuracy = evaluate(model, x[test], y[test])
    print(f"test loss {loss:.4f}  accuracy {accuracy:.4f}")


if __name__ == "__main__":
    main()

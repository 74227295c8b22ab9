#!/usr/bin/env python3
"""Test accuracies of hpo beside PyTorch's: the same network, initialisation, optimiser, batch and epochs, many seeds.

    python Benchmarks/network/accuracy.py mnist ../shared/data/mnist --seeds 10
    python Benchmarks/network/accuracy.py cifar ../shared/data/cifar-10 --seeds 3 --epochs 3

Orders and weights are drawn by each library's own generator, so single runs differ; the means must agree within two
standard errors of their difference. Prints a row of Markdown for each library, then the difference.
"""
import argparse
import gzip
import json
import math
import statistics
import subprocess
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from harness.libraries.pytorch import NETWORKS

ROOT = Path(__file__).resolve().parents[2]

HPO_NETWORKS = {
    "mnist": 'model(dense(128, relu, init: "uniform_fan_in"), dense(10, init: "uniform_fan_in"))',
    "cifar": """model(
      conv(32, 3, relu, padding: 1, init: "uniform_fan_in"), conv(32, 3, relu, init: "uniform_fan_in"), pool(2),
      dropout(25%), conv(64, 3, relu, padding: 1, init: "uniform_fan_in"), conv(64, 3, relu, init: "uniform_fan_in"),
      pool(2), dropout(25%), flatten, dense(512, relu, init: "uniform_fan_in"), dropout(50%),
      dense(10, init: "uniform_fan_in"))""",
}


def read(path: Path) -> bytes:
    packed = path.with_name(path.name + ".gz")
    return path.read_bytes() if path.exists() else gzip.decompress(packed.read_bytes())


def mnist(folder: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    def part(name: str) -> tuple[np.ndarray, np.ndarray]:
        images = np.frombuffer(read(folder / f"{name}-images-idx3-ubyte"), np.uint8, offset=16)
        labels = np.frombuffer(read(folder / f"{name}-labels-idx1-ubyte"), np.uint8, offset=8)
        return images.reshape(len(labels), 784), labels

    return [part("train"), part("t10k")]


def cifar(folder: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    def part(names: list[str]) -> tuple[np.ndarray, np.ndarray]:
        records = np.frombuffer(b"".join(read(folder / name) for name in names), np.uint8).reshape(-1, 3073)
        return records[:, 1:].reshape(-1, 3, 32, 32), records[:, 0]

    return [part([f"data_batch_{i}.bin" for i in range(1, 6)]), part(["test_batch.bin"])]


def torch_accuracy(task: str, parts: list, seed: int, epochs: int) -> tuple[float, float]:
    """Test accuracy and training samples a second of one run."""
    torch.manual_seed(seed)
    tensors = [(torch.tensor(x, dtype=torch.float32) / 255, torch.tensor(y, dtype=torch.long)) for x, y in parts]
    (x, y), (test_x, test_y) = tensors
    net = NETWORKS[{"mnist": "mlp128", "cifar": "cifar"}[task]]().to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, fused=True)
    start = time.perf_counter()
    for _ in range(epochs):
        net.train()
        for rows in torch.randperm(len(y)).split(128):
            optimizer.zero_grad(set_to_none=True)
            nn.functional.cross_entropy(net(x[rows]), y[rows]).backward()
            optimizer.step()
    seconds = time.perf_counter() - start
    net.eval()
    with torch.no_grad():
        hits = sum(int((net(a).argmax(1) == b).sum()) for a, b in zip(test_x.split(1000), test_y.split(1000)))
    return hits / len(test_y), epochs * len(y) / seconds


def hpo_accuracy(task: str, folder: Path, seed: int, epochs: int) -> tuple[float, float]:
    """The same of hpo; the seconds are those of its epochs, without a validation part to measure."""
    reader = "mnist" if task == "mnist" else "cifar10"
    program = f"""
let data = {reader}("{folder}")
let net = {HPO_NETWORKS[task]}
var state = start(net, {{train: data.train, valid: data.test}}, lr: 1e-3, batch: 128, optimizer: "adam", seed: {seed})
for epoch in 1..{epochs} {{ state = step(state) }}
print(state.valid.accuracy, {epochs} * length(data.train) / state.seconds)
"""
    done = subprocess.run([ROOT / "scripts" / "hpo", "-e", program], capture_output=True, text=True, check=True)
    accuracy, speed = done.stdout.split()
    return float(accuracy), float(speed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=HPO_NETWORKS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    parts = (mnist if arguments.task == "mnist" else cifar)(arguments.folder)
    found: dict[str, list[tuple[float, float]]] = {"hpo": [], "PyTorch": []}
    for seed in range(arguments.seeds):
        found["hpo"].append(hpo_accuracy(arguments.task, arguments.folder.resolve(), seed, arguments.epochs))
        found["PyTorch"].append(torch_accuracy(arguments.task, parts, seed, arguments.epochs))
    print("| library | test accuracy | standard error | samples a second | accuracies |\n| --- | --- | --- | --- | --- |")
    means, errors = {}, {}
    for library, runs in found.items():
        accuracies = [accuracy for accuracy, _ in runs]
        means[library] = statistics.mean(accuracies)
        errors[library] = statistics.stdev(accuracies) / math.sqrt(len(runs)) if len(runs) > 1 else math.nan
        speed = statistics.median(speed for _, speed in runs)
        print(f"| {library} | {means[library]:.4f} | {errors[library]:.4f} | {speed:,.0f} | {json.dumps(accuracies)} |")
    difference, error = means["hpo"] - means["PyTorch"], math.hypot(*errors.values())
    print(f"\nDifference {difference:+.4f}, its standard error {error:.4f}: "
          f"{'within' if abs(difference) <= 2 * error else 'OUTSIDE'} two standard errors.")


if __name__ == "__main__":
    main()

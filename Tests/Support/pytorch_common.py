"""What the scripts of PyTorch's training steps share; importing it makes double precision the default."""
import json

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
ACTIVATIONS = {
    "relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "elu": nn.ELU, "gelu": nn.GELU, "silu": nn.SiLU, "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid, "softplus": nn.Softplus,
}


class Residual(nn.Module):
    def __init__(self, branch, shortcut):
        super().__init__()
        self.branch, self.shortcut = branch, shortcut

    def forward(self, x):
        return self.branch(x) + self.shortcut(x)


def rounded(*shape, scale=1.0):
    """Normal numbers of a scale, as multiples of 1/64."""
    return torch.round(torch.randn(*shape) * scale * 64) / 64


def write(file, digits):
    """Prints a file of cases, one a line, with so many digits: more than single precision can be compared with."""

    def shortened(x):
        if isinstance(x, float):
            return float(f"{x:.{digits}g}")
        if isinstance(x, list):
            return [shortened(v) for v in x]
        return {k: shortened(v) for k, v in x.items()} if isinstance(x, dict) else x

    print(json.dumps(shortened(file)).replace('{"name"', '\n{"name"'))

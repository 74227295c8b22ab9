"""Learning rates by PyTorch's schedulers (2.13.0), for Tests/NNTests/ScheduleTests.swift.

    pip install torch==2.13.0 numpy
    python3 schedules.py > schedules.json

Every list is the learning rate of each step (of 1, so a factor). A scheduler is stepped after every step, but StepLR and
ReduceLROnPlateau after every epoch. The momentum that OneCycleLR would change too is left alone.
"""
import json
import warnings

import torch
from torch.optim import lr_scheduler as schedulers

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)


def rates(make, epochs, steps_per_epoch, per_epoch=False, losses=None):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    scheduler = make(optimizer)
    result = []
    for epoch in range(epochs):
        for _ in range(steps_per_epoch):
            result.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if not per_epoch and len(result) < epochs * steps_per_epoch:
                scheduler.step()
        if per_epoch:
            scheduler.step(*([losses[epoch]] if losses else []))
    return result


def case(name, shape, make, epochs, steps_per_epoch, warm_up=None, per_epoch=False, losses=None, **constants):
    """`warm_up` is (steps, start): then `make` gets the steps that are left."""

    def composed(optimizer):
        total = epochs * steps_per_epoch - (warm_up[0] if warm_up else 0)
        if not warm_up:
            return make(optimizer, total)
        first = schedulers.LinearLR(optimizer, start_factor=warm_up[1], total_iters=warm_up[0])
        return schedulers.SequentialLR(optimizer, [first, make(optimizer, total)], milestones=[warm_up[0]])

    return {
        "name": name, "shape": shape, "epochs": epochs, "stepsPerEpoch": steps_per_epoch, "warmUp": warm_up,
        "losses": losses, "rates": rates(composed, epochs, steps_per_epoch, per_epoch, losses),
    } | constants


def cosine(minimum):
    return lambda optimizer, total: schedulers.CosineAnnealingLR(optimizer, T_max=total, eta_min=minimum)


def one_cycle(peak, start, end):
    return lambda optimizer, total: schedulers.OneCycleLR(
        optimizer, max_lr=1.0, total_steps=total, pct_start=peak, div_factor=1 / start, final_div_factor=start / end,
        cycle_momentum=False)


def plateau(patience, factor):
    return lambda optimizer, total: schedulers.ReduceLROnPlateau(optimizer, patience=patience, factor=factor, eps=0)


falling = [1.0, 0.8, 0.7, 0.69, 0.6899999, 0.7, 0.71, 0.69, 0.68, 0.68, 0.68, 0.68, 0.7, 0.68, 0.5, 0.5, 0.6, 0.7]
cases = [
    case("constant", "constant", lambda o, total: schedulers.ConstantLR(o, factor=1.0), 2, 5),
    case("step", "step", lambda o, total: schedulers.StepLR(o, 3, 0.5), 10, 4, per_epoch=True, every=3, factor=0.5),
    case("cosine", "cosine", cosine(0.0), 5, 7, minimum=0.0),
    case("cosine to a tenth", "cosine", cosine(0.1), 4, 6, minimum=0.1),
    case("cosine after a warm-up", "cosine", cosine(0.01), 6, 5, warm_up=(8, 0.1), minimum=0.01),
    case("constant after a warm-up", "constant", lambda o, total: schedulers.ConstantLR(o, factor=1.0), 3, 5, warm_up=(6, 0.25)),
    case("one cycle", "one_cycle", one_cycle(0.3, 0.04, 4e-6), 5, 8, peak=0.3, start=0.04, end=4e-6),
    case("one cycle, late peak", "one_cycle", one_cycle(0.55, 0.2, 0.01), 3, 9, peak=0.55, start=0.2, end=0.01),
    case("plateau", "plateau", plateau(2, 0.5), 18, 3, per_epoch=True, losses=falling, patience=2, factor=0.5),
    case("plateau without patience", "plateau", plateau(0, 0.1), 18, 2, per_epoch=True, losses=falling, patience=0, factor=0.1),
]
print(json.dumps({"cases": cases}).replace('{"name"', '\n{"name"'))

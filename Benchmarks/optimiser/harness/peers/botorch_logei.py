"""BoTorch: SingleTaskGP with its default priors and LogEI maximised by `optimize_acqf`.

BoTorch has no mixed spaces of its own kind: logarithmic axes are modelled in logarithms, choices one-hot, and of the
restarts' end points, rounded to legal configurations, the untried one of largest LogEI is taken.
"""

from __future__ import annotations

import warnings

import numpy as np
import torch
from botorch.acquisition import LogExpectedImprovement
from botorch.exceptions.errors import ModelFittingError
from botorch.fit import fit_gpytorch_mll
from botorch.models import SingleTaskGP
from botorch.models.transforms import Standardize
from botorch.optim import optimize_acqf
from gpytorch.mlls import ExactMarginalLogLikelihood
from scipy.stats import qmc

from ..space import Configuration, Space, configuration


class BoTorch:
    """A Sobol start of 2 (d + 1) points, at least 5 and at most 10, then a fit and a search for every trial."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool) -> None:
        warnings.simplefilter("ignore")
        torch.manual_seed(seed)
        torch.set_num_threads(1)
        self.space = space
        self.start = list(qmc.Sobol(len(space), seed=seed).random(min(max(5, 2 * (len(space) + 1)), 10)))
        self.points: list[list[float]] = []
        self.values: list[float] = []

    def ask(self) -> Configuration:
        if len(self.values) < len(self.start):
            return configuration(self.space, self.start[len(self.values)])
        points = torch.tensor(self.points, dtype=torch.double)
        gains = -torch.tensor(self.values, dtype=torch.double).unsqueeze(-1)
        model = SingleTaskGP(points, gains, outcome_transform=Standardize(1))
        try:
            fit_gpytorch_mll(ExactMarginalLogLikelihood(model.likelihood, model))
        except ModelFittingError:
            pass  # the default hyper-parameters stay
        acquisition = LogExpectedImprovement(model, best_f=gains.max())
        cube = torch.stack([torch.zeros(points.shape[1]), torch.ones(points.shape[1])]).double()
        ends, _ = optimize_acqf(acquisition, cube, q=1, num_restarts=8, raw_samples=256, return_best_only=False)
        candidates = [self._decoded(end) for end in ends.squeeze(1).tolist()]
        codes = [self._encoded(candidate) for candidate in candidates]
        with torch.no_grad():
            scores = acquisition(torch.tensor(codes, dtype=torch.double).unsqueeze(1)).numpy()
        order = np.argsort(-scores)
        return candidates[next((i for i in order if codes[i] not in self.points), order[0])]

    def tell(self, configuration: Configuration, value: float) -> None:
        self.points.append(self._encoded(configuration))
        self.values.append(value)

    def _encoded(self, configuration: Configuration) -> list[float]:
        code: list[float] = []
        for parameter in self.space:
            value = configuration[parameter.name]
            if parameter.is_choice:
                code += [float(choice == value) for choice in parameter.choices]
            else:
                code.append(parameter.position(value))
        return code

    def _decoded(self, code: list[float]) -> Configuration:
        values: Configuration = {}
        for parameter in self.space:
            if parameter.is_choice:
                head, code = code[: len(parameter.choices)], code[len(parameter.choices) :]
                values[parameter.name] = parameter.choices[int(np.argmax(head))]
            else:
                values[parameter.name], code = parameter.value(code[0]), code[1:]
        return values

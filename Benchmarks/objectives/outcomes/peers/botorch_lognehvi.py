"""BoTorch: a SingleTaskGP for each objective, and qLogNEHVI maximised by `optimize_acqf`, as in its tutorial.

The reference point is inferred from the observed front, for no optimiser here is told one. Of the restarts' end points,
rounded to legal configurations, the untried one of largest value is taken.
"""

from __future__ import annotations

import warnings

import numpy as np
import torch
from botorch.acquisition.multi_objective.logei import qLogNoisyExpectedHypervolumeImprovement
from botorch.exceptions.errors import ModelFittingError
from botorch.fit import fit_gpytorch_mll
from botorch.models import ModelListGP, SingleTaskGP
from botorch.models.transforms import Standardize
from botorch.optim import optimize_acqf
from botorch.sampling import SobolQMCNormalSampler
from botorch.utils.multi_objective.hypervolume import infer_reference_point
from botorch.utils.multi_objective.pareto import is_non_dominated
from gpytorch.mlls import SumMarginalLogLikelihood
from harness.peers.botorch_logei import BoTorch as Codes
from harness.space import Configuration, Space, configuration

from ..tasks import Goal, Outcome

SAMPLES = 128


class BoTorch(Codes):
    """The start of the single-objective peer, then a fit and a search for every trial."""

    def __init__(self, space: Space, goal: Goal, seed: int, trials: int) -> None:
        super().__init__(space, seed, trials, is_noisy=False)
        self.seed = seed

    def ask(self) -> Configuration:
        if len(self.values) < len(self.start):
            return configuration(self.space, self.start[len(self.values)])
        points = torch.tensor(self.points, dtype=torch.double)
        gains = -torch.tensor(self.values, dtype=torch.double)
        model = ModelListGP(*(
            SingleTaskGP(points, gains[:, [i]], outcome_transform=Standardize(1)) for i in range(gains.shape[1])
        ))
        try:
            fit_gpytorch_mll(SumMarginalLogLikelihood(model.likelihood, model))
        except ModelFittingError:
            pass  # the default hyper-parameters stay
        acquisition = qLogNoisyExpectedHypervolumeImprovement(
            model=model, ref_point=infer_reference_point(gains[is_non_dominated(gains)]), X_baseline=points,
            sampler=SobolQMCNormalSampler(torch.Size([SAMPLES]), seed=self.seed), prune_baseline=True,
        )
        cube = torch.stack([torch.zeros(points.shape[1]), torch.ones(points.shape[1])]).double()
        ends, _ = optimize_acqf(acquisition, cube, q=1, num_restarts=4, raw_samples=128, return_best_only=False)
        candidates = [self._decoded(end) for end in ends.squeeze(1).tolist()]
        codes = [self._encoded(candidate) for candidate in candidates]
        with torch.no_grad():
            scores = acquisition(torch.tensor(codes, dtype=torch.double).unsqueeze(1)).numpy()
        order = np.argsort(-scores)
        return candidates[next((i for i in order if codes[i] not in self.points), order[0])]

    def tell(self, configuration: Configuration, outcome: Outcome) -> None:
        self.points.append(self._encoded(configuration))
        self.values.append(outcome.values)

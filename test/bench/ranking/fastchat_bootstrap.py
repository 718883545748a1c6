"""FastChat's 100-round bootstrap of Bradley-Terry, said again with numpy and scipy from its description.

Unique (a, b, outcome) triples with their counts; each round draws the counts anew, divides them by the
number of battles, and minimises the mean log-loss with L-BFGS-B from zero (gtol 1e-6, at most 100 steps).
Prints the processor time in milliseconds as JSON. The votes come as test/bench/ranking/voteFiles.ts
writes them; reading them is not counted.
"""

import json
import math
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

ROUNDS = 100
ALPHA = math.log(10)
SCALE, START = 400, 1000


def read_votes(path):
    raw = np.fromfile(path, dtype=np.uint8)
    bots, votes = raw[:8].view(np.uint32)
    a = raw[8 : 8 + 2 * votes].view(np.uint16)
    b = raw[8 + 2 * votes : 8 + 4 * votes].view(np.uint16)
    outcome = raw[8 + 4 * votes :]
    return int(bots), a, b, np.where(outcome == 0, 1.0, np.where(outcome == 1, 0.0, 0.5))


def loss_and_gradient(ratings, first, second, scores, weights):
    expected = expit(ALPHA * (ratings[first] - ratings[second]))
    loss = -np.dot(weights, scores * np.log(expected) + (1 - scores) * np.log1p(-expected))
    pull = -ALPHA * weights * (scores - expected)
    gradient = np.zeros_like(ratings)
    np.add.at(gradient, first, pull)
    np.subtract.at(gradient, second, pull)
    return loss, gradient


def bootstrap(bots, a, b, scores):
    triples, counts = np.unique(np.column_stack([a, b, 2 * scores]).astype(np.int32), axis=0, return_counts=True)
    first, second, outcome = triples[:, 0], triples[:, 1], triples[:, 2] / 2
    battles = len(a)
    drawn = np.random.default_rng(0).multinomial(battles, counts / battles, size=ROUNDS)
    ratings = [
        minimize(
            loss_and_gradient,
            np.zeros(bots),
            args=(first, second, outcome, weights / battles),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 100, "gtol": 1e-6},
        ).x
        for weights in drawn
    ]
    points = SCALE * np.array(ratings) + START
    return np.quantile(points, [0.025, 0.5, 0.975], axis=0)


bots, a, b, scores = read_votes(sys.argv[1])
began = time.process_time()
lower, middle, upper = bootstrap(bots, a, b, scores)
print(json.dumps({"ms": 1000 * (time.process_time() - began), "width": float(np.median(upper - lower))}))

"""Prints, for kinds of forests and of input, whether a quickened forest answers as scikit-learn's own, and how often joblib was used."""

import json
import sys

import joblib
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, sys.argv[1])
from millrace_worker.forests import quicken_forests

random = np.random.default_rng(7)
X = random.normal(size=(300, 5)).astype(np.float64)
y = X[:, 0] * 2 + X[:, 1] ** 2
labels = np.where(y > 2, "high", np.where(y < 0, "low", "middle"))
holes = X.copy()
holes[::7, 2] = np.nan
table = pd.DataFrame(X, columns=list("abcde"))


class Halved(RandomForestRegressor):
    def predict(self, X):
        return super().predict(X) / 2


def ask(model, method, X):
    """What a model answers, and whether it went through joblib."""
    used = []
    call = joblib.Parallel.__call__
    joblib.Parallel.__call__ = lambda self, *args, **options: used.append(1) or call(self, *args, **options)
    try:
        return getattr(model, method)(X), bool(used)
    finally:
        joblib.Parallel.__call__ = call


CASES = {
    "regressor": (RandomForestRegressor(20, random_state=0).fit(X, y), "predict", X[:50]),
    "one row": (RandomForestRegressor(20, random_state=0).fit(X, y), "predict", X[:1]),
    "a table": (RandomForestRegressor(20, random_state=0).fit(table, y), "predict", table[:9]),
    "missing values": (RandomForestRegressor(20, random_state=0).fit(holes, y), "predict", holes[:50]),
    "sparse": (RandomForestRegressor(20, random_state=0).fit(csr_matrix(X), y), "predict", csr_matrix(X[:50])),
    "lists": (RandomForestRegressor(20, random_state=0).fit(X, y), "predict", X[:5].tolist()),
    "threads": (RandomForestRegressor(20, random_state=0, n_jobs=2).fit(X, y), "predict", X[:50]),
    "extra trees": (ExtraTreesRegressor(20, random_state=0).fit(X, y), "predict", X[:50]),
    "classes": (RandomForestClassifier(20, random_state=0).fit(X, labels), "predict", X[:50]),
    "probabilities": (RandomForestClassifier(20, random_state=0).fit(X, labels), "predict_proba", X[:50]),
    "log probabilities": (ExtraTreesClassifier(20, random_state=0).fit(X, labels), "predict_log_proba", X[:50]),
    "pipeline": (make_pipeline(StandardScaler(), RandomForestClassifier(20, random_state=0)).fit(X, labels), "predict", X[:50]),
    "subclass": (Halved(20, random_state=0).fit(X, y), "predict", X[:50]),
    "several outputs": (RandomForestRegressor(20, random_state=0).fit(X, X[:, :2]), "predict", X[:50]),
    "many rows": (RandomForestRegressor(20, random_state=0).fit(X, y), "predict", np.tile(X, (5, 1))),
}


def refusal(model):
    try:
        model.predict(X[:, :3])
    except ValueError as error:
        return str(error)
    return None


usual = {name: ask(*case)[0] for name, case in CASES.items()}
refused = refusal(CASES["regressor"][0])
quicken_forests()
quicken_forests()
report = {}
for name, case in CASES.items():
    first, _ = ask(*case)
    again, used = ask(*case)
    same = all(np.allclose(usual[name], each, rtol=1e-12) if name == "threads" else np.array_equal(usual[name], each) for each in (first, again))
    report[name] = {"same": same, "joblib": used}
report["too few columns"] = {"same": refusal(CASES["regressor"][0]) == refused, "joblib": False}

# Trees that were changed behind the forest's back: what was found to differ stays with scikit-learn.
changed = RandomForestRegressor(20, random_state=0).fit(X, y)
changed.estimators_[0].predict = lambda X, check_input=True: np.zeros(X.shape[0])
first, _ = ask(changed, "predict", X[:9])
again, used = ask(changed, "predict", X[:9])
report["trees of its own"] = {"same": bool(np.array_equal(first, again)), "joblib": used}
print(json.dumps(report))

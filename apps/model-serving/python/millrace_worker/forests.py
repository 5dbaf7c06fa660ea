"""
Forests of scikit-learn answer small tables many times as fast when nobody hands each of their trees to joblib.

scikit-learn asks every tree by itself through joblib, which takes longer than the trees do. Here the same trees are asked in a
loop and what they say is added up in the same order. Each forest's first answer is made both ways; one whose two answers differ is
left as it is.
"""

import functools
import weakref

import numpy as np

# Past this many rows the trees' own work outweighs joblib's, and threads may help.
_FEW_ROWS = 1000


def quicken_forests():
    """Has all forests of this process answer that way. Does nothing with a scikit-learn that has other forests than this one knows."""
    try:
        from sklearn.ensemble._forest import ForestClassifier, ForestRegressor
    except ImportError:
        return
    _replace(ForestRegressor, "predict", _mean_of_values)
    _replace(ForestClassifier, "predict_proba", _mean_of_probabilities)


def _replace(forest_class, name, quick):
    usual = getattr(forest_class, name)
    if hasattr(usual, "__wrapped__"):
        return
    agrees = weakref.WeakKeyDictionary()

    @functools.wraps(usual)
    def answer(forest, X):
        if agrees.get(forest) is False or getattr(forest, "n_outputs_", 0) != 1 or _rows(X) > _FEW_ROWS:
            return usual(forest, X)
        if forest in agrees:
            return quick(forest, X)
        told = usual(forest, X)
        if len(told):
            agrees[forest] = _same(forest, quick, X, told)
        return told

    setattr(forest_class, name, answer)


def _rows(X):
    shape = getattr(X, "shape", None)
    return shape[0] if shape else len(X)


def _same(forest, quick, X, told):
    try:
        found = quick(forest, X)
    except Exception:
        return False
    # Threads add in the order in which they end, so that the last digit is theirs to decide.
    return bool(np.array_equal(found, told) or (forest.n_jobs not in (None, 1) and np.allclose(found, told, rtol=1e-12)))


def _mean_of_values(forest, X):
    X = forest._validate_X_predict(X)
    total = np.zeros(X.shape[0], dtype=np.float64)
    for tree in forest.estimators_:
        total += tree.tree_.predict(X)[:, 0]
    total /= len(forest.estimators_)
    return total


def _mean_of_probabilities(forest, X):
    X = forest._validate_X_predict(X)
    classes = forest.n_classes_
    total = np.zeros((X.shape[0], classes), dtype=np.float64)
    for tree in forest.estimators_:
        total += tree.tree_.predict(X)[:, :classes]
    total /= len(forest.estimators_)
    return total

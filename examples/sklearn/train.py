"""Trains a classifier of wines, and logs its accuracy and the model."""

import argparse

import mlflow
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

parser = argparse.ArgumentParser()
parser.add_argument("--penalty", type=float, required=True)
parser.add_argument("--solver", required=True)
options = parser.parse_args()

x, y = load_wine(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
with mlflow.start_run():
    model = make_pipeline(
        StandardScaler(), LogisticRegression(C=options.penalty, solver=options.solver, max_iter=1000)
    )
    model.fit(x_train, y_train)
    mlflow.log_metric("accuracy", model.score(x_test, y_test))
    mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])

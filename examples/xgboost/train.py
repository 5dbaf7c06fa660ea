"""Trains boosted trees that tell handwritten digits apart, and logs the loss of each round, the accuracy and the model."""

import argparse

import mlflow
import xgboost as xgb
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("--learning-rate", type=float, required=True)
parser.add_argument("--max-depth", type=float, required=True)
parser.add_argument("--rounds", type=float, required=True)
options = parser.parse_args()

x, y = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
train, test = xgb.DMatrix(x_train, label=y_train), xgb.DMatrix(x_test, label=y_test)
settings = {
    "objective": "multi:softmax",
    "num_class": 10,
    "eval_metric": "mlogloss",
    "learning_rate": options.learning_rate,
    "max_depth": int(options.max_depth),
    "nthread": 2,
    "seed": 0,
}

with mlflow.start_run():
    losses = {}
    model = xgb.train(
        settings, train, int(options.rounds), evals=[(test, "test")], evals_result=losses, verbose_eval=False
    )
    for round_, loss in enumerate(losses["test"]["mlogloss"]):
        mlflow.log_metric("test_loss", loss, step=round_)
    mlflow.log_metric("accuracy", accuracy_score(y_test, model.predict(test)))
    mlflow.xgboost.log_model(model, name="model", pip_requirements=["xgboost-cpu"])

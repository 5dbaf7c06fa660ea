"""Fits a ridge regression to the progression of diabetes, and logs its error and its coefficients."""

import platform
import sys

import mlflow
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

alpha = float(sys.argv[1])
data = load_diabetes()
x_train, x_test, y_train, y_test = train_test_split(data.data, data.target, random_state=0)
model = Ridge(alpha=alpha).fit(x_train, y_train)

with mlflow.start_run():
    mlflow.log_metric("mean_absolute_error", mean_absolute_error(y_test, model.predict(x_test)))
    mlflow.log_dict(dict(zip(data.feature_names, model.coef_.tolist())), "coefficients.json")
    mlflow.set_tag("host", platform.node())

"""Logs two versions of a model over a table, and points the alias `champion` at the first."""

import mlflow
import pandas as pd
from sklearn.linear_model import LinearRegression

customers = pd.DataFrame({"age": [30.0, 40.0, 50.0], "visits": [3.0, 1.0, 8.0]})
mlflow.set_experiment("churn")
for slope in (1.0, 2.0):
    model = LinearRegression().fit(customers, slope * customers["visits"])
    with mlflow.start_run():
        mlflow.sklearn.log_model(
            model,
            name="model",
            input_example=customers[:1],
            registered_model_name="churn",
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
        )
mlflow.MlflowClient().set_registered_model_alias("churn", "champion", "1")

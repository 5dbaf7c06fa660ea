"""Logs two models that tell themselves apart, registers them, and points the alias `champion` at the first."""

import mlflow
import numpy as np
from sklearn.linear_model import LinearRegression

features = np.arange(12.0).reshape(6, 2)
mlflow.set_experiment("serving")
for slope in (1.0, 2.0):
    model = LinearRegression().fit(features, slope * features.sum(axis=1))
    with mlflow.start_run() as run:
        info = mlflow.sklearn.log_model(
            model,
            name="model",
            input_example=features[:1],
            registered_model_name="adder",
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
        )
client = mlflow.MlflowClient()
client.set_registered_model_alias("adder", "champion", "1")
print(run.info.run_id, info.model_id)

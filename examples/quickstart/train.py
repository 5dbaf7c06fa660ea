"""Trains a wine classifier with the ordinary MLflow client, and keeps everything about it in Millrace.

    pip install -r examples/quickstart/requirements.txt
    MLFLOW_TRACKING_URI=http://127.0.0.1:5000 python examples/quickstart/train.py

The data are the chemical analyses of 178 Italian wines that scikit-learn ships (UCI Wine, 13 features, 3 growers).
"""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import mlflow
import pandas as pd
from mlflow import MlflowClient
from mlflow.models import infer_signature
from sklearn.datasets import load_wine
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score, log_loss
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EPOCHS = 40
ALPHAS = [0.0001, 0.001, 0.01, 0.1]
MODEL_NAME = "wine-classifier"

wine = load_wine(as_frame=True)
train, test = train_test_split(wine.frame, test_size=0.3, random_state=0, stratify=wine.frame["target"])
x_train, y_train = train.drop(columns="target"), train["target"]
x_test, y_test = test.drop(columns="target"), test["target"]


def fit(alpha: float):
    """Trains one model, logging its loss and accuracy after each epoch to the active run."""
    scaler = StandardScaler().fit(x_train)
    classifier = SGDClassifier(loss="log_loss", alpha=alpha, learning_rate="constant", eta0=0.01, random_state=0)
    for epoch in range(EPOCHS):
        classifier.partial_fit(scaler.transform(x_train), y_train, classes=[0, 1, 2])
        probabilities = classifier.predict_proba(scaler.transform(x_test))
        mlflow.log_metrics(
            {
                "test_loss": log_loss(y_test, probabilities),
                "test_accuracy": accuracy_score(y_test, probabilities.argmax(axis=1)),
            },
            step=epoch,
        )
    return make_pipeline(scaler, classifier)


mlflow.set_experiment("quickstart")

with mlflow.start_run(run_name="wine") as parent:
    mlflow.log_params({"epochs": EPOCHS, "model": "SGDClassifier", "test_size": 0.3})
    mlflow.set_tags({"team": "cellar", "data": "UCI Wine"})
    mlflow.set_tag("mlflow.note.content", "A search over the **regularisation strength** of a linear wine classifier.")
    dataset = mlflow.data.from_pandas(train.astype("float64"), name="wine", targets="target")
    mlflow.log_input(dataset, context="training")

    results = []
    for alpha in ALPHAS:
        with mlflow.start_run(run_name=f"alpha-{alpha}", nested=True):
            mlflow.log_param("alpha", alpha)
            model = fit(alpha)
            predictions = model.predict(x_test)
            results.append({"alpha": alpha, "accuracy": accuracy_score(y_test, predictions), "model": model})

    best = max(results, key=lambda result: result["accuracy"])
    mlflow.log_param("best_alpha", best["alpha"])
    mlflow.log_metric("best_accuracy", best["accuracy"])
    mlflow.log_table(pd.DataFrame(results).drop(columns="model"), "search.json")

    figure, axes = plt.subplots(figsize=(5, 4))
    predictions = best["model"].predict(x_test)
    ConfusionMatrixDisplay.from_predictions(y_test, predictions, display_labels=wine.target_names, ax=axes)
    figure.tight_layout()
    mlflow.log_figure(figure, "confusion_matrix.png")

    logged = mlflow.sklearn.log_model(
        best["model"],
        name="model",
        signature=infer_signature(x_train, predictions),
        input_example=x_test.head(3),
        registered_model_name=MODEL_NAME,
    )

client = MlflowClient()
client.set_registered_model_alias(MODEL_NAME, "champion", logged.registered_model_version)

champion = mlflow.pyfunc.load_model(f"models:/{MODEL_NAME}@champion")
accuracy = accuracy_score(y_test, champion.predict(x_test))
print(f"models:/{MODEL_NAME}@champion (version {logged.registered_model_version}) scores {accuracy:.3f} on {len(x_test)} wines")
print(f"{mlflow.get_tracking_uri()}/#/experiments/{parent.info.experiment_id}/runs/{parent.info.run_id}")

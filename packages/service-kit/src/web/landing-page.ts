import { MLFLOW_VERSION } from '@millrace/contracts/mlflow-version';
import { escapeHtml, page } from './page.ts';

const STYLE = `
h2{font-size:1rem;margin:1.8rem 0 0}
ul{padding-left:1.1rem}
`;

/** What stands at `/` where there is no web interface: what this is, and how to point a client at it. `origin` as the reader reached it. */
export function landingPage(origin: string): string {
  const address = escapeHtml(origin);
  return page(
    'Millrace',
    STYLE,
    `<h1>Millrace</h1>
<p>This is an MLOps server that speaks the protocol of MLflow ${MLFLOW_VERSION}: it tracks runs, keeps artifacts and registers models
for unmodified MLflow clients. It was started without its web interface.</p>
<h2>Point a client at it</h2>
<pre>export MLFLOW_TRACKING_URI=${address}</pre>
<h2>Or in a program</h2>
<pre>import mlflow

mlflow.set_tracking_uri("${address}")
with mlflow.start_run():
    mlflow.log_metric("loss", 0.25)</pre>
<h2>Look around</h2>
<ul>
<li><a href="/docs">Endpoints</a></li>
<li><a href="/ready">Readiness</a> and <a href="/metrics">metrics</a></li>
</ul>`,
  );
}

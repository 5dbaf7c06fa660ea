import { createHmac } from 'node:crypto';

/** A message's headers. What MLflow calls them: mlflow/webhooks/constants.py. */
export function messageHeaders(
  deliveryId: string,
  body: string,
  secret: string | null,
  now = Date.now(),
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  return {
    'Content-Type': 'application/json',
    'X-MLflow-Delivery-Id': deliveryId,
    'X-MLflow-Timestamp': timestamp,
    ...(secret ? { 'X-MLflow-Signature': sign(secret, deliveryId, timestamp, body) } : {}),
  };
}

/** `v1,` and the base64 of the HMAC-SHA256 of `<delivery id>.<Unix seconds>.<body>`. */
export function sign(secret: string, deliveryId: string, timestamp: string, body: string): string {
  const content = `${deliveryId}.${timestamp}.${body}`;
  return `v1,${createHmac('sha256', secret).update(content).digest('base64')}`;
}

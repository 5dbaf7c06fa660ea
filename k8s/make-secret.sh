#!/bin/sh
# Prints the Secrets that the overlay "local" needs, with passwords drawn at random: ./k8s/make-secret.sh | kubectl apply -f -
# The namespace is millrace, or the one that is given. Do it once: the stores keep the passwords that they were made with. What the
# Secret of another overlay must have is what "millrace" has here.
set -eu
namespace=${1:-millrace}
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
# A key of Fernet.
key() { head -c 32 /dev/urandom | base64 | tr '+/' '-_'; }
postgres=$(secret)
redis=$(secret)
minio=$(secret)
cat <<YAML
apiVersion: v1
kind: Namespace
metadata: { name: $namespace }
---
# For the services: where their stores are, and what secrets in the database are encrypted with.
apiVersion: v1
kind: Secret
metadata: { name: millrace, namespace: $namespace }
stringData:
  DATABASE_URL: postgresql://millrace:$postgres@postgres:5432/millrace
  REDIS_URL: redis://:$redis@redis:6379
  AWS_ACCESS_KEY_ID: millrace
  AWS_SECRET_ACCESS_KEY: $minio
  MILLRACE_SECRETS_KEY: $(key)
---
# For the stores themselves.
apiVersion: v1
kind: Secret
metadata: { name: millrace-stores, namespace: $namespace }
stringData:
  POSTGRES_PASSWORD: $postgres
  REDIS_PASSWORD: $redis
  MINIO_ROOT_USER: millrace
  MINIO_ROOT_PASSWORD: $minio
YAML

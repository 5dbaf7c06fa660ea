#!/bin/sh
# Writes what docker-compose.yml needs to know, with secrets drawn at random, to .env (or the file that is given). It is kept as it
# is when it is there already: the volumes were made with its passwords.
set -eu
file=${1:-$(dirname "$0")/../.env}
if [ -e "$file" ]; then
  echo "$file is there already; remove it to have a new one, and the volumes with it (docker compose down --volumes)." >&2
  exit 0
fi

secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
# A key of Fernet.
key() { head -c 32 /dev/urandom | base64 | tr '+/' '-_'; }

umask 077
new=$(mktemp "$file.XXXXXX")
trap 'rm -f "$new"' EXIT
cat >"$new" <<ENV
# Where Millrace is reached. HOST=0.0.0.0 is everywhere; then say under which names, comma-separated, in MILLRACE_ALLOWED_HOSTS.
HOST=127.0.0.1
PORT=5000
MILLRACE_ALLOWED_HOSTS=

# What "docker compose up" starts: all, or the names of single services.
COMPOSE_PROFILES=all

# Drawn at random; the stores were made with them.
POSTGRES_PASSWORD=$(secret)
REDIS_PASSWORD=$(secret)
MINIO_ROOT_USER=millrace
MINIO_ROOT_PASSWORD=$(secret)

# Encrypts the secrets of webhooks, and credentials of projects, in the database.
MILLRACE_SECRETS_KEY=$(key)
ENV
mv "$new" "$file"
trap - EXIT
echo "$file has been written."

#!/bin/sh
# Gives the users of definitions.json the passwords that the environment names, and starts RabbitMQ with them.
#
#   TIDINGS_PUBLISHER_PASSWORD, TIDINGS_READER_PASSWORD, TIDINGS_INSTANCE_PASSWORD, TIDINGS_INGEST_PASSWORD
#
# The passwords never stand in a file: what is written are their salted hashes. Needs RabbitMQ 4, whose
# rabbitmqctl can hash; with 3.10, change them as README.md says.
set -eu

definitions=/var/lib/rabbitmq/definitions.json

# Prints the definitions with another hash for the user; the hash is on the line below the user's name.
with_password() {
  hash=$(rabbitmqctl --quiet hash_password "$2")
  sed "/\"name\": \"$1\"/{n;s|\"password_hash\": \"[^\"]*\"|\"password_hash\": \"$hash\"|;}"
}

with_password tidings-publisher "${TIDINGS_PUBLISHER_PASSWORD:?must be set}" </etc/rabbitmq/definitions.json |
  with_password tidings-reader "${TIDINGS_READER_PASSWORD:?must be set}" |
  with_password tidings-instance "${TIDINGS_INSTANCE_PASSWORD:?must be set}" |
  with_password tidings-ingest "${TIDINGS_INGEST_PASSWORD:?must be set}" >"$definitions"
mkdir -p /etc/rabbitmq/conf.d
printf 'load_definitions = %s\n' "$definitions" >/etc/rabbitmq/conf.d/90-definitions.conf
exec "$@"

#!/bin/sh
# Puts the secret into Kong's configuration, which holds only its name, and runs the command that it is given.
#   KONG_TEMPLATE            the configuration with ${JWT_SECRET} in it
#   KONG_DECLARATIVE_CONFIG  where the whole one is written, readable by its owner alone
set -eu
umask 077

secret=${JWT_SECRET:-}
if [ "${#secret}" -lt 32 ]; then
  echo "JWT_SECRET must have at least 32 characters" >&2
  exit 2
fi
# What else would need escaping in YAML or in sed: openssl rand -base64 48 makes none.
case $secret in
  *[!A-Za-z0-9_=+/.-]*)
    echo "JWT_SECRET may have letters, digits and _ = + / . - alone" >&2
    exit 2
    ;;
esac

# By way of a file of commands: arguments can be read by every process of the machine.
printf 's|${JWT_SECRET}|"%s"|g\n' "$secret" | sed -f /dev/stdin "$KONG_TEMPLATE" >"$KONG_DECLARATIVE_CONFIG"
exec "$@"

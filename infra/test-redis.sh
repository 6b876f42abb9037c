#!/usr/bin/env bash
# A throw-away Redis on a unix socket, for tests. Uses the machine's redis-server, and installs Debian's when there is none.
#
#   infra/test-redis.sh [start]   starts it anew and prints REDIS_URL=…
#   infra/test-redis.sh stop      stops it and removes its folder
#
#   PHRM_TEST_REDIS_RUN   folder of the socket; at most 80 characters (default: in the temporary folder)
#   PHRM_TEST_REDIS_PORT  listen on this port of 127.0.0.1 instead
set -euo pipefail

run=${PHRM_TEST_REDIS_RUN:-${TMPDIR:-/tmp}/phrm-test-redis}
port=${PHRM_TEST_REDIS_PORT:-0}

main() {
  case ${1:-start} in
    start) stop; provide_server; start ;;
    stop) stop ;;
    *) echo "usage: $0 [start|stop]" >&2; exit 1 ;;
  esac
}

start() {
  mkdir -p "$run"
  redis-server --bind 127.0.0.1 --port "$port" --unixsocket "$run/redis.sock" --unixsocketperm 700 \
    --dir "$run" --save '' --appendonly no --daemonize yes --pidfile "$run/redis.pid" --logfile "$run/log" >/dev/null
  for _ in $(seq 50); do
    if redis-cli -s "$run/redis.sock" ping >/dev/null 2>&1; then announce; return; fi
    sleep 0.1
  done
  cat "$run/log" >&2
  exit 1
}

announce() {
  if [ "$port" = 0 ]; then echo "REDIS_URL=$run/redis.sock"; else echo "REDIS_URL=redis://127.0.0.1:$port"; fi
}

stop() {
  [ -f "$run/log" ] || return 0
  if [ -S "$run/redis.sock" ]; then redis-cli -s "$run/redis.sock" shutdown nosave >/dev/null 2>&1 || true; fi
  rm -rf "$run"
}

provide_server() {
  command -v redis-server >/dev/null && return
  [ "$(id -u)" = 0 ] || { echo 'redis-server is not installed.' >&2; exit 1; }
  apt-get update -qq
  # The package would start a server of its own, on the usual port.
  RUNLEVEL=1 apt-get install -y -qq --no-install-recommends redis-server >/dev/null
}

main "$@"

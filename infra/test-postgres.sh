#!/usr/bin/env bash
# A throw-away PostgreSQL 15 with pgvector on a unix socket, for tests. Debian 12, as root.
#
#   infra/test-postgres.sh [start]   starts it anew and prints DATABASE_URL=…
#   infra/test-postgres.sh stop      stops it and removes its data
#   infra/test-postgres.sh restart   as after a crash of the server: all connections break, what was committed stays
#
# Debian 12 has no pgvector package, so the source package of the next release is compiled (10 s, once) into a private
# copy of the server. Nothing is installed system-wide but postgresql-15 and gcc, when absent. It gives up every promise
# of durability for speed: never put anything into it that matters.
#
#   PHRM_TEST_POSTGRES_RUN    folder of data and socket; at most 80 characters (default: in the temporary folder)
#   PHRM_TEST_POSTGRES_CACHE  folder of the compiled server, which the user postgres must be able to enter
#   PHRM_TEST_POSTGRES_BUFFERS  shared_buffers (default: 256MB)
set -euo pipefail

version=15
run=${PHRM_TEST_POSTGRES_RUN:-${TMPDIR:-/tmp}/phrm-test-postgres}
cache=${PHRM_TEST_POSTGRES_CACHE:-/var/cache/phrm-test-postgres}
bin=$cache/lib/postgresql/$version/bin

main() {
  [ "$(id -u)" = 0 ] || fail 'This runs as root only: the server gets a user of its own.'
  case ${1:-start} in
    start) stop; provide_server; start ;;
    stop) stop ;;
    restart) as_postgres "$bin/pg_ctl" -D "$run/data" -l "$run/log" -m immediate -w restart >/dev/null ;;
    *) fail "usage: $0 [start|stop|restart]" ;;
  esac
}

start() {
  install -d -o postgres -g postgres "$run"
  as_postgres "$bin/initdb" -D "$run/data" -U phrm --auth=trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
  cat >>"$run/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$run'
fsync = off
full_page_writes = off
synchronous_commit = off
shared_buffers = ${PHRM_TEST_POSTGRES_BUFFERS:-256MB}
timezone = 'UTC'
CONF
  as_postgres "$bin/pg_ctl" -D "$run/data" -l "$run/log" -w start >/dev/null || { cat "$run/log" >&2; exit 1; }
  echo "DATABASE_URL=postgres://phrm@localhost/postgres?host=$run"
}

stop() {
  if [ -f "$run/data/postmaster.pid" ] && [ -x "$bin/pg_ctl" ]; then
    as_postgres "$bin/pg_ctl" -D "$run/data" -m immediate -w stop >/dev/null 2>&1 || true
  fi
  # Only what looks like ours is removed.
  if [ -f "$run/data/PG_VERSION" ]; then rm -rf "$run"; fi
}

provide_server() {
  [ -f "$cache/ok" ] && return
  if ! [ -x /usr/lib/postgresql/$version/bin/initdb ] || ! command -v gcc >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends postgresql-$version gcc libc6-dev >/dev/null
  fi
  [ -n "$(ls -A /var/lib/apt/lists/*Packages* 2>/dev/null)" ] || apt-get update -qq
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work"/{parts,lists/partial,cache/archives/partial,headers,pgvector}
  (cd "$work" && fetch_sources)
  rm -rf "$cache"
  mkdir -p "$cache/lib/postgresql" "$cache/share/postgresql"
  cp -a /usr/lib/postgresql/$version "$cache/lib/postgresql/"
  cp -aL /usr/share/postgresql/$version "$cache/share/postgresql/"
  compile_pgvector
  chmod -R a+rX "$cache"
  touch "$cache/ok"
}

# From the mirror that this machine is set to.
fetch_sources() {
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(SUITE)' | awk '$2 !~ /security/ && $1 ~ /debian\/?$/ {print $1; exit}')
  [ -n "$mirror" ] || fail 'No Debian mirror is set up on this machine.'
  printf 'Types: deb-src\nURIs: %s\nSuites: trixie\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
    "$mirror" >parts/next.sources
  local apt=(apt-get -qq -o APT::Sandbox::User=root)
  local next=(-o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$work/parts"
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache")
  "${apt[@]}" "${next[@]}" update
  "${apt[@]}" "${next[@]}" source --download-only pgvector
  "${apt[@]}" download postgresql-server-dev-$version
  dpkg-deb --fsys-tarfile postgresql-server-dev-${version}_*.deb | tar -x -C headers
  tar -xf pgvector_*.orig.tar.* -C pgvector --strip-components=1
}

compile_pgvector() {
  local source=$work/pgvector share=$cache/share/postgresql/$version/extension release
  release=$(sed -n "s/^default_version = '\(.*\)'/\1/p" "$source/vector.control")
  gcc -O2 -ftree-vectorize -fassociative-math -fno-signed-zeros -fno-trapping-math -fno-math-errno -fPIC -shared \
    -I"$work/headers/usr/include/postgresql/$version/server" -I/usr/include/postgresql \
    -o "$cache/lib/postgresql/$version/lib/vector.so" "$source"/src/*.c -lm
  cp "$source/vector.control" "$share/"
  cp "$source/sql/vector.sql" "$share/vector--$release.sql"
}

as_postgres() { (cd / && runuser -u postgres -- "$@"); }

fail() { echo "$1" >&2; exit 1; }

main "$@"

#!/usr/bin/env bash
# Gives the tests a Docker engine and an image of RabbitMQ, without a registry where there is none.
#
#   broker.sh start <file>   writes docker.host, docker.address and docker.image to the file, as properties
#   broker.sh stop
#
# An engine that answers is used. Otherwise, as root on Linux, dockerd is started on a socket of its own, for
# all builds of this machine together; the last one to stop ends it. The image is built once with debootstrap,
# from Debian 13 with its RabbitMQ 4.0, and kept for the next build. TIDINGS_TEST_RABBITMQ_IMAGE names another
# image, TIDINGS_TEST_DOCKER another place for the engine's files.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=/var/cache
[[ $(id -u) == 0 ]] || cache=${XDG_CACHE_HOME:-$HOME/.cache}
files=${TIDINGS_TEST_DOCKER:-$cache/tidings/docker}
run=$files/run
host=unix://$run/docker.sock
suite=trixie
built_image=tidings/rabbitmq:4.0-debian
official_image=rabbitmq:4
builder=$PPID

start() {
  "$here/../prerequisites.sh" containers
  if docker info >/dev/null 2>&1; then
    host=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}')}
    echo "Using the Docker engine at $host"
  else
    exclusively start_engine
    export DOCKER_HOST=$host
  fi
  exclusively ensure_image
  local image
  image=$(image_name)
  mkdir -p "$(dirname "$1")"
  printf 'docker.host=%s\ndocker.address=%s\ndocker.image=%s\n' "$host" "$(address)" "$image" >"$1"
  echo "Engine at $host has image $image"
}

# Where published ports are: here, unless the engine is on another machine.
address() {
  local rest=${host#*://}
  case $host in
    tcp://* | ssh://*) rest=${rest#*@} && echo "${rest%%[:/]*}" ;;
    *) echo localhost ;;
  esac
}

# Builds that run at the same time share the engine and its images. Where there is no flock, nothing is
# started or built here either.
exclusively() {
  mkdir -p "$files"
  exec 9>"$files/lock"
  ! command -v flock >/dev/null || flock 9
  "$@"
  exec 9>&-
}

start_engine() {
  [[ $(id -u) == 0 ]] || fail "No Docker engine answers, and only root can start one. Start Docker and try again"
  command -v dockerd >/dev/null || fail "No Docker engine answers, and dockerd is not installed"
  mkdir -p "$run/users"
  touch "$run/users/$builder"
  if ! docker --host "$host" info >/dev/null 2>&1; then
    echo "Starting a Docker engine at $host"
    rm -f "$run/docker.pid"
    # Published ports go through docker-proxy, so the machine's firewall and routing are left alone.
    setsid dockerd --host "$host" --data-root "$files/data" --exec-root "$run/exec" --pidfile "$run/docker.pid" \
      --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false </dev/null >"$run/log" 2>&1 9>&- &
    await_engine $!
  fi
}

await_engine() {
  local tries
  for tries in {1..60}; do
    if docker --host "$host" info >/dev/null 2>&1; then
      return
    fi
    kill -0 "$1" 2>/dev/null || break
    sleep 0.5
  done
  tail -n 30 "$run/log" >&2
  fail "This machine cannot run a Docker engine; the end of its log is above, all of it in $run/log"
}

image_name() {
  if [[ -n ${TIDINGS_TEST_RABBITMQ_IMAGE:-} ]]; then
    echo "$TIDINGS_TEST_RABBITMQ_IMAGE"
  elif can_build; then
    echo "$built_image"
  else
    echo "$official_image"
  fi
}

can_build() {
  [[ $(id -u) == 0 ]] && command -v debootstrap >/dev/null
}

ensure_image() {
  local image
  image=$(image_name)
  if [[ $image == "$built_image" ]]; then
    [[ $(label) == "$(recipe)" ]] || build
  elif ! docker image inspect "$image" >/dev/null 2>&1; then
    docker pull "$image" || fail "Image $image is not there and cannot be pulled"
  fi
}

# An image that was built from other files than these is built anew.
recipe() {
  cat "$here/broker.sh" "$here/rabbitmq-entrypoint" | sha256sum | cut -d' ' -f1
}

label() {
  docker image inspect --format '{{index .Config.Labels "dev.tidings.recipe"}}' "$built_image" 2>/dev/null || true
}

build() {
  local root
  rm -rf "$files"/root.*
  root=$(mktemp -d "$files/root.XXXXXX")
  trap 'rm -rf "'"$root"'"' EXIT
  echo "Building image $built_image from Debian $suite"
  local mirror
  mirror=$(debian_mirror)
  debootstrap --variant=minbase --include=rabbitmq-server "$suite" "$root" $mirror >"$files/debootstrap.log" 2>&1 || {
    tail -n 20 "$files/debootstrap.log" >&2
    fail "debootstrap of Debian $suite failed; all of its log is in $files/debootstrap.log"
  }
  install -m 755 "$here/rabbitmq-entrypoint" "$root/usr/local/bin/"
  tar -C "$root" --exclude=./var/cache/apt --exclude=./var/lib/apt/lists --exclude=./usr/share/doc \
    --exclude=./usr/share/man --exclude=./usr/share/locale -c . |
    docker import \
      --change 'ENTRYPOINT ["/usr/local/bin/rabbitmq-entrypoint"]' \
      --change 'ENV RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_LOGS=-' \
      --change 'EXPOSE 5672 15672 61613' \
      --change "LABEL dev.tidings.recipe=$(recipe)" \
      - "$built_image" >/dev/null
  rm -rf "$root"
  trap - EXIT
}

# Where this machine has its Debian packages from. Empty on other systems, and debootstrap uses its own default.
debian_mirror() {
  apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null |
    head -n 1
}

stop() {
  # Without a word left by start, the engine was not this build's.
  [[ -e $run/users/$builder ]] || return 0
  exclusively stop_engine
}

stop_engine() {
  local user pid
  rm -f "$run/users/$builder"
  for user in "$run"/users/*; do
    if [[ -e $user ]] && kill -0 "${user##*/}" 2>/dev/null; then
      echo "The Docker engine goes on for another build, process ${user##*/}"
      return
    fi
    rm -f "$user"
  done
  if pid=$(cat "$run/docker.pid" 2>/dev/null) && kill "$pid" 2>/dev/null; then
    echo "Stopping the Docker engine at $host"
    timeout 60 tail --pid="$pid" -f /dev/null || echo "The Docker engine, process $pid, has not ended"
  fi
}

fail() {
  echo "$1" >&2
  exit 1
}

case ${1:-} in
  start) start "${2:?the file to write the properties to}" ;;
  stop) stop ;;
  *) fail "Command must be start or stop, but was '${1:-}'" ;;
esac

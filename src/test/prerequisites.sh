#!/usr/bin/env bash
# Installs what the tests need and this machine lacks. The build calls it before the integration tests.
#
#   prerequisites.sh [broker] [browser] [python] [containers]
#
# Without a word: broker, browser and python. As root on Debian or Ubuntu the packages come from apt, and no
# service is started. Elsewhere it says what to install and changes nothing; a test that then misses
# something fails and says so too.
set -euo pipefail

policy=/usr/sbin/policy-rc.d

main() {
  [[ $# -gt 0 ]] || set -- broker browser python
  local missing=() part
  for part in "$@"; do
    case $part in
      broker) has_broker || missing+=(rabbitmq-server) ;;
      browser) has_browser || missing+=(chromium) ;;
      python) has_pika || missing+=(python3-pika) ;;
      containers)
        has_engine || missing+=(docker.io)
        has debootstrap || missing+=(debootstrap)
        ;;
      *)
        echo "Part must be broker, browser, python or containers, but was '$part'" >&2
        return 2
        ;;
    esac
  done
  if [[ ${#missing[@]} -eq 0 ]]; then
    echo "Everything that the tests need is installed ($*)."
  elif [[ $(id -u) == 0 ]] && has apt-get; then
    install "${missing[@]}"
  else
    say_what_to_install "${missing[@]}"
  fi
}

has() {
  command -v "$1" >/dev/null
}

has_broker() {
  [[ -n ${TIDINGS_TEST_RABBITMQ:-} || -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || has rabbitmq-server
}

has_browser() {
  has chromium || has chromium-browser || has google-chrome || [[ -d "/Applications/Google Chrome.app" ]]
}

has_pika() {
  local python=/usr/bin/python3
  [[ -x $python ]] || python=python3
  "$python" -c 'import pika' 2>/dev/null
}

has_engine() {
  has docker && { docker info >/dev/null 2>&1 || has dockerd; }
}

install() {
  echo "Installing $*"
  forbid_services
  export DEBIAN_FRONTEND=noninteractive
  # A source of something else that is out of reach is no reason to stop: the install tells what is missing.
  apt-get -qq update || echo "apt-get update reported errors; going on with what it got."
  apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 install "$@"
  if [[ " $* " == *" docker.io "* ]] && ! has docker; then
    apt-get -qq -y --no-install-recommends install docker-cli
  fi
}

# Packages of servers start them. The tests start their own, so apt is told to leave services alone; an
# answer that somebody else has put there already stays as it is.
forbid_services() {
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
}

say_what_to_install() {
  echo "The tests need more than this machine has, and only root on Debian or Ubuntu gets it installed here:"
  local package
  for package in "$@"; do
    case $package in
      rabbitmq-server)
        echo "  RabbitMQ    apt install rabbitmq-server, brew install rabbitmq, a running Docker engine,"
        echo "              or TIDINGS_TEST_RABBITMQ=amqp://localhost:5672/tidings?stomp=61613"
        ;;
      python3-pika) echo "  pika        apt install python3-pika, or pip install pika, for a publisher in the README" ;;
      chromium) echo "  Chromium    apt install chromium, or brew install --cask google-chrome" ;;
      docker.io) echo "  Docker      apt install docker.io, or Docker Desktop" ;;
      debootstrap) echo "  debootstrap only to build an image without a registry; else rabbitmq:4 is pulled" ;;
    esac
  done
}

main "$@"

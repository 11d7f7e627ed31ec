# Sourced by scripts/bench/*: half of the processors for the server that is driven, the others for everything else.

# Sets PROCESSORS_COUNT, what a server has; PROCESSORS_SERVERS and PROCESSORS_OWN, what pins a server and the rest.
processors_split() {
  PROCESSORS_COUNT=$(getconf _NPROCESSORS_ONLN)
  PROCESSORS_SERVERS='' PROCESSORS_OWN=()
  if [ "$PROCESSORS_COUNT" -ge 2 ] && command -v taskset >/dev/null; then
    PROCESSORS_OWN=(taskset -c "$((PROCESSORS_COUNT / 2))-$((PROCESSORS_COUNT - 1))")
    PROCESSORS_COUNT=$((PROCESSORS_COUNT / 2))
    PROCESSORS_SERVERS="taskset -c 0-$((PROCESSORS_COUNT - 1))"
  fi
}

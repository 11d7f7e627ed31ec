# Sourced by the scripts: JAVA_HOME becomes the newest JDK >= 21 of this machine.

jdk_major() { # DIRECTORY: its major version, nothing when it is no JDK
  test -x "$1/bin/javac" || return 0
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

jdk_candidates() {
  printf '%s\n' "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
  if command -v javac >/dev/null; then
    dirname "$(dirname "$(readlink -f "$(command -v javac)")")"
  fi
}

jdk_use() {
  local directory major best=20 home=
  while read -r directory; do
    major=$(jdk_major "$directory")
    if [ -n "$major" ] && [ "$major" -gt "$best" ]; then
      best=$major home=$directory
    fi
  done < <(jdk_candidates)
  if [ -z "$home" ]; then
    echo "honeyDue needs a JDK of version 21 or newer, and this machine has none:" \
      "install one (Debian, Ubuntu: apt-get install openjdk-21-jdk-headless) or point JAVA_HOME at it." >&2
    return 1
  fi
  export JAVA_HOME=$home
  export PATH=$JAVA_HOME/bin:$PATH
}

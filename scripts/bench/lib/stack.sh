# Sourced by scripts/bench/*: what they need of the build. Expects $root.

# Compiles the test tree and sets STACK_CLASSPATH: com.honeydue.bench.* and the fixtures run from there.
stack_build() {
  local listed=$root/target/test-classpath
  stack_jdk
  (cd "$root" && stack_maven test-compile)
  if [ ! -s "$listed" ] || [ "$root/pom.xml" -nt "$listed" ]; then
    (cd "$root" && stack_maven dependency:build-classpath -DincludeScope=test "-Dmdep.outputFile=$listed")
  fi
  STACK_CLASSPATH=$root/target/test-classes:$root/target/classes:$(cat "$listed")
}

# Builds target/honeydue.jar.
stack_jar() {
  stack_jdk
  (cd "$root" && stack_maven -DskipTests package)
}

stack_maven() {
  ./mvnw -q -B -ntp -o "$@" || ./mvnw -q -B -ntp "$@"
}

stack_jdk() {
  # shellcheck source=../../lib/jdk.sh
  . "$root/scripts/lib/jdk.sh"
  jdk_use
}

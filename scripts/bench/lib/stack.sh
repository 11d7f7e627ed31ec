# Sourced by scripts/bench/*: what they need of the build. Expects $root.

# shellcheck source=../../lib/jdk.sh
. "$root/scripts/lib/jdk.sh"
# shellcheck source=../../lib/build.sh
. "$root/scripts/lib/build.sh"

# Compiles, and sets STACK_CLASSPATH: com.honeydue.bench.* and the fixtures run from there.
stack_build() {
  jdk_use
  (cd "$root" && build_classes)
  STACK_CLASSPATH=$root/target/test-classes:$root/target/classes:$(cat "$root/$BUILD_CLASSPATH")
}

# Builds target/honeydue.jar when there is none or something is newer.
stack_jar() {
  jdk_use
  (
    cd "$root"
    if build_is_stale target/honeydue.jar src/main conf pom.xml; then
      echo "building target/honeydue.jar ..." >&2
      ./mvnw -q -B -ntp -Pquick -DskipTests -Dexec.skip package
    fi
  )
}

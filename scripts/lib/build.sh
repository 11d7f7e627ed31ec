# Sourced by the scripts, in the root of the project: brings target/ up to date, quickly when nothing has changed.

BUILD_CLASSPATH=target/dev/classpath

build_is_stale() { # FILE DIRECTORY...: whether anything there is newer than the file
  local stamp=$1
  shift
  [ ! -f "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -print -quit)" ]
}

# Compiles without the checks that `verify` insists on, so that a slip in style does not stop anybody from trying.
build_classes() {
  local goals=(test-compile)
  mkdir -p target/dev
  if build_is_stale "$BUILD_CLASSPATH" pom.xml; then
    goals+=(dependency:build-classpath "-Dmdep.outputFile=$BUILD_CLASSPATH.new" -Dmdep.includeScope=test)
    rm -f target/dev/compiled
  fi
  if build_is_stale target/dev/compiled src conf pom.xml || [ ! -d target/test-classes ]; then
    echo "building ..." >&2
    touch target/dev/compiling
    ./mvnw -q -B -ntp -Pquick "${goals[@]}"
    [ ! -f "$BUILD_CLASSPATH.new" ] || mv "$BUILD_CLASSPATH.new" "$BUILD_CLASSPATH"
    mv target/dev/compiling target/dev/compiled
  fi
}

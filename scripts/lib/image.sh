# Sourced by scripts/image and scripts/bench/jvm, after bench/lib/stack.sh, in the root of the project.

IMAGE=target/image
# What the libraries were seen to need (jdeps), the time zones' and languages' names, and jcmd's and JFR's side of the server.
IMAGE_MODULES=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http
IMAGE_MODULES+=,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,java.xml.crypto
IMAGE_MODULES+=,jdk.attach,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.net,jdk.security.auth,jdk.unsupported
IMAGE_MODULES+=,jdk.zipfs

image_runtime() { # once for each JDK
  local java=$IMAGE/runtime/opt/java version library
  version=$("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 2p)
  [ "$(cat "$IMAGE/jdk" 2>/dev/null)" != "$version $IMAGE_MODULES" ] || return 0
  case $version in *'build 25'*) ;; *) echo "the image runs on Java 25, and the newest JDK here is: $version" >&2 && return 1 ;; esac
  echo "linking the runtime ..." >&2
  rm -rf "$IMAGE"
  mkdir -p "$IMAGE/runtime"/{opt,tmp,etc,lib64,app,proc,dev,sys}
  # No window is ever opened, no sound made: without these, only glibc is needed beside.
  "$JAVA_HOME/bin/jlink" --add-modules "$IMAGE_MODULES" --strip-debug --no-header-files --no-man-pages --include-locales=en,es,de,fr \
    --exclude-files='/java.desktop/lib/libawt_xawt.so,/java.desktop/lib/libsplashscreen.so,/java.desktop/lib/libjsound.so,/java.desktop/lib/libjawt.so' \
    --output "$java"
  find "$java" -type f \( -name '*.so' -o -path '*/bin/java' \) -exec env LD_LIBRARY_PATH="$java/lib:$java/lib/server" ldd {} + \
    | grep -oE '/lib[^ ]*(ld-linux|/lib(c|m|dl|rt|pthread))[-.][^ ]*' | sort -u | while read -r library; do
      install -D "$(readlink -f "$library")" "$IMAGE/runtime$library"
    done
  # Names are looked up by glibc's own code, which is in libc itself.
  printf 'hosts: files dns\n' >"$IMAGE/runtime/etc/nsswitch.conf"
  printf 'honeydue:x:10001:10001::/tmp:/\n' >"$IMAGE/runtime/etc/passwd"
  printf 'honeydue:x:10001:\n' >"$IMAGE/runtime/etc/group"
  chmod 1777 "$IMAGE/runtime/tmp"
  echo "$version $IMAGE_MODULES" >"$IMAGE/jdk"
}

image_environment() { # starts PostgreSQL and Redis, and sets what a server needs of them
  IMAGE_RUN=$(mktemp -d)
  "$JAVA_HOME/bin/java" -cp "$STACK_CLASSPATH" com.honeydue.bench.Stack --out "$IMAGE_RUN/stack" postgres redis >"$IMAGE_RUN/log" 2>&1 &
  IMAGE_STACK=$!
  trap image_end EXIT
  while [ ! -f "$IMAGE_RUN/stack" ]; do
    kill -0 "$IMAGE_STACK" 2>/dev/null || { cat "$IMAGE_RUN/log" >&2 && return 1; }
    sleep 0.2
  done
  set -a
  # shellcheck disable=SC1091
  . "$IMAGE_RUN/stack"
  HTTP_PORT=${IMAGE_PORT:-18099} STORAGE_DIRECTORY=$IMAGE_RUN/files SHUTDOWN_GRACE=0s
  set +a
}

image_end() {
  [ -z "${IMAGE_SERVER:-}" ] || kill -9 "$IMAGE_SERVER" 2>/dev/null || true
  kill "$IMAGE_STACK" 2>/dev/null || true
  wait "$IMAGE_STACK" 2>/dev/null || true
  rm -rf "$IMAGE_RUN"
}

image_await() { # until the server answers
  local tries=0
  until curl -sf -o "$IMAGE_RUN/answer" "http://127.0.0.1:$HTTP_PORT/api/health/ready"; do
    kill -0 "$IMAGE_SERVER" 2>/dev/null && [ $((tries += 1)) -lt 3000 ] || { cat "$IMAGE_RUN/server" >&2 && return 1; }
    sleep 0.02
  done
}

# What most requests do, so that the cache knows its classes and which methods are worth compiling.
image_exercise() {
  local seeded token home json='Content-Type: application/json' base=http://127.0.0.1:$HTTP_PORT
  seeded=$(java -jar target/honeydue.jar seed)
  token=$(sed 's/.*"token":"\([^"]*\)".*/\1/' <<<"$seeded")
  home=$(sed 's/.*"residence_ids":\[\([0-9]*\).*/\1/' <<<"$seeded")
  local -a as=(curl -sS -H "Authorization: Token $token")
  for _ in 1 2 3 4 5 6 7 8; do
    "${as[@]}" "$base/api/tasks/#[1-60]"
    "${as[@]}" --compressed "$base/api/tasks/" "$base/api/residences/" "$base/api/auth/me/" "$base/api/static_data/"
    "${as[@]}" -H "$json" -d "{\"residence_id\":$home,\"title\":\"Clean the gutters\"}" "$base/api/tasks/"
    "${as[@]}" "$base/metrics"
  done >"$IMAGE_RUN/answers"
}

image_train() {
  echo "recording the AOT cache ..." >&2
  local app=$PWD/$IMAGE/app
  rm -f "$app/honeydue.aot"
  image_environment
  java -jar target/honeydue.jar migrate >"$IMAGE_RUN/migrated"
  # From another directory than the image's: a cache may move together with its jars.
  "$IMAGE/runtime/opt/java/bin/java" $(grep -v -e '^#' -e AOTCache "$app/java.options") -XX:AOTCacheOutput="$app/honeydue.aot" \
    -jar "$app/honeydue.jar" serve >"$IMAGE_RUN/server" 2>&1 &
  IMAGE_SERVER=$!
  image_await
  image_exercise
  kill "$IMAGE_SERVER"
  wait "$IMAGE_SERVER" || true
  IMAGE_SERVER=
  [ -s "$app/honeydue.aot" ] || { cat "$IMAGE_RUN/server" >&2 && echo "no AOT cache was made" >&2 && return 1; }
  image_end
  trap - EXIT
}

image_assemble() {
  mkdir -p "$IMAGE"
  image_runtime
  local app=$IMAGE/app fingerprint
  # A cache that belongs to other jars would be refused at best: it is made for just these.
  fingerprint=$(cat target/honeydue.jar target/lib/*.jar image/java.options "$IMAGE/jdk" | sha256sum)
  if [ "$(cat "$IMAGE/trained" 2>/dev/null)" != "$fingerprint" ]; then
    rm -rf "$app" "$IMAGE/trained"
    mkdir -p "$app/lib"
    cp target/lib/*.jar "$app/lib/"
    cp target/honeydue.jar image/java.options "$app/"
    # The cache also remembers when its jars were written.
    find "$IMAGE/runtime" "$app" -exec touch -h -d 2026-01-01T00:00:00Z {} +
    image_train
    echo "$fingerprint" >"$IMAGE/trained"
  fi
  echo "assembled: runtime $(du -sm "$IMAGE/runtime" | cut -f1) MB, libraries $(du -sm "$app/lib" | cut -f1) MB," \
    "AOT cache $(du -m "$app/honeydue.aot" | cut -f1) MB" >&2
}

image_check() {
  image_environment
  java -jar target/honeydue.jar migrate >"$IMAGE_RUN/migrated"
  local began place=$IMAGE_RUN/root
  mkdir "$place"
  export STORAGE_DIRECTORY=/tmp/files
  began=$(date +%s%N)
  # shellcheck disable=SC2016 # the inner shell's
  unshare --mount bash -euc '
    mount --bind "$1/runtime" "$2" && mount -o remount,bind,ro "$2"
    mount --bind "$1/app" "$2/app" && mount -o remount,bind,ro "$2/app"
    mount -t tmpfs -o size=64m tmpfs "$2/tmp"
    mount --rbind /proc "$2/proc"
    mount --rbind /dev "$2/dev"
    exec setpriv --no-new-privs chroot --userspec 10001:10001 "$2" /opt/java/bin/java @/app/java.options -XX:AOTMode=on -Xlog:aot=info:file=/tmp/aot.log -jar /app/honeydue.jar serve' \
    check "$PWD/$IMAGE" "$place" >"$IMAGE_RUN/server" 2>&1 &
  IMAGE_SERVER=$!
  image_await
  echo "first answer after $((($(date +%s%N) - began) / 1000000)) ms, resident $(($(awk '/VmRSS/ {print $2}' "/proc/$IMAGE_SERVER/status") / 1024)) MB" \
    "as uid $(stat -c %u "/proc/$IMAGE_SERVER")"
  kill "$IMAGE_SERVER"
  wait "$IMAGE_SERVER" && echo "ended in good order"
  IMAGE_SERVER=
  image_end
  trap - EXIT
}

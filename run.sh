#!/usr/bin/env bash
# Builds PresenceHub, provisions a WildFly and serves the WAR at http://127.0.0.1:PORT/ until Ctrl-C: ./run.sh [PORT]
# The console is at /presencehub/, where / leads.
# BIND=0.0.0.0 serves other machines too. The environment is the configuration (MicroProfile Config); without
# PRESENCEHUB_DEVELOPMENT in it the server runs in development mode.
set -euo pipefail
cd "$(dirname "$0")"

port=${1:-8080}
bind=${BIND:-127.0.0.1}
host=${bind/#0.0.0.0/127.0.0.1}
server=target/server
base=target/run/$port
log=$base/log/server.log

fail() {
    echo "run.sh: $*" >&2
    exit 1
}

# The leading number of a program's version: 17 of "17.0.15", 20 of "v20.20.2".
major() {
    grep -oE '[0-9]+' <<<"$1" | head -n 1
}

check_tools() {
    local java=${JAVA_HOME:+$JAVA_HOME/bin/}java node
    command -v "$java" >/dev/null && command -v "${java}c" >/dev/null ||
        fail "a JDK 17 or newer is needed, and there is none in JAVA_HOME or on the PATH (Debian: apt-get install openjdk-17-jdk-headless)."
    java=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
    ((${java%%.*} >= 17)) || fail "a JDK 17 or newer is needed; this one is $java."
    command -v npm >/dev/null && node=$(node --version) ||
        fail "Node.js 20 or newer with npm is needed, and there is none on the PATH."
    (($(major "$node") >= 20)) || fail "Node.js 20 or newer is needed; this one is $node."
}

check_port() {
    [[ $port =~ ^[0-9]+$ ]] && ((port > 0 && port < 65536)) || fail "'$port' is no port; usage: ./run.sh [PORT]"
    ! (: <>"/dev/tcp/$host/$port") 2>/dev/null ||
        fail "port $port of $host is taken by another program; ./run.sh $((port + 1)) takes another port."
}

is_built() {
    [[ -e $server/.complete ]] &&
        [[ -z $(find pom.xml package-lock.json server-config src/main -newer $server/.complete -print -quit) ]]
}

build() {
    echo "Building PresenceHub and provisioning WildFly; the first time this downloads some 200 MB."
    ./mvnw -q -B -ntp package -Dmaven.test.skip=true -Dmaven.javadoc.skip=true || fail "the build failed; Maven's message above says why."
}

# Starts from a copy, so that no run sees what another left behind and two ports can run side by side.
start() {
    rm -rf "$base"
    mkdir -p target/run
    cp -r $server/standalone "$base"
    LAUNCH_JBOSS_IN_BACKGROUND=1 JBOSS_JAVA_SIZING=${JBOSS_JAVA_SIZING:--Xms64m -Xmx1g} \
        PRESENCEHUB_DEVELOPMENT=${PRESENCEHUB_DEVELOPMENT:-true} \
        $server/bin/standalone.sh -Djboss.server.base.dir="$PWD/$base" -b "$bind" -bmanagement 127.0.0.1 \
        -Djboss.http.port="$port" -Djboss.management.http.port=0 >"$base/console.log" 2>&1 &
    pid=$!
    trap 'stop 130' INT
    trap 'stop 143' TERM HUP
}

# The script of WildFly passes the signal on to its Java process and waits for it.
stop() {
    trap '' INT TERM HUP
    kill -TERM $pid 2>/dev/null || true
    wait $pid || true
    exit "$1"
}

# The start page leads to the console: that is an answer, whether there is a console or not.
answers() {
    local status
    { exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null || return 1
    printf 'GET / HTTP/1.0\r\nHost: %s:%s\r\n\r\n' "$host" "$port" >&3
    read -r -t 10 _ status _ <&3 || status=none
    exec 3>&-
    [[ $status == 302 ]]
}

# A WildFly whose deployment failed runs on and answers 404: its marker file tells.
await_answer() {
    until answers; do
        if [[ -e $base/deployments/ROOT.war.failed ]]; then
            echo "run.sh: PresenceHub was not deployed: $(reason | sed -E 's/^ *(Caused by: )?([A-Za-z0-9_.$]+: )?//')" >&2
            echo "run.sh: the whole story is in $PWD/$log" >&2
            stop 1
        fi
        kill -0 $pid 2>/dev/null || fail "WildFly ended before it was ready; $PWD/$base/console.log says why."
        sleep 0.2
    done
}

# Our own sentence, which comes as an IllegalArgumentException, or else the first cause that WildFly gives.
reason() {
    grep -m 1 -E '^(Caused by: )?java.lang.IllegalArgumentException: ' "$log" || grep -m 1 '^ *Caused by: ' "$log" || echo "no cause is given."
}

check_tools
check_port
is_built || build
start
await_answer
echo "PresenceHub is ready: open http://$host:$port/presencehub/ (log: $log; Ctrl-C ends it)"
wait $pid || true
fail "WildFly has ended by itself; $PWD/$log may say why."

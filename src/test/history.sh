#!/bin/sh
# Checks the presence hub of any server: src/test/history.sh URL [options]; --help says which. It builds the checker, and no server.
set -e
root=$(dirname "$0")/../..
classpath=$root/target/test-classpath
if [ ! -e "$classpath" ] || [ -n "$(find "$root/pom.xml" "$root/src/main/java" "$root/src/test/java" -newer "$classpath" | head -n 1)" ]; then
    (cd "$root" && ./mvnw -q -B -ntp test-compile exec:exec@test-classpath) || { echo "The checker could not be built; Maven's message above says why." >&2; exit 2; }
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$(cat "$classpath")" org.presencehub.history.HistoryCheck "$@"

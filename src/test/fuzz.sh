#!/bin/sh
# Searches for inputs that break what reads them, one target after the other: src/test/fuzz.sh [time for each, such as 60m; 5m by default] [part of a name]
set -e
cd "$(dirname "$0")/../.."
time=${1:-5m}
failed=
for file in $(grep -rl '@FuzzTest' src/test/java | sort); do
    for target in $(grep -A1 '@FuzzTest' "$file" | sed -n 's/ *void \([A-Za-z]*\)(.*/\1/p'); do
        name=$(basename "$file" .java)#$target
        case $name in *"$2"*) ;; *) continue ;; esac
        echo "$name for $time"
        JAZZER_FUZZ=1 ./mvnw -q test -Djazzer.hooks=true "-Djazzer.max_duration=$time" -Dexamples.skip=true -Dtest="$name" || failed="$failed $name"
    done
done
[ -z "$failed" ] || { echo "Found something:$failed"; exit 1; }

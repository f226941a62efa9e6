#!/usr/bin/env bash
# Tries every arrangement on every server that takes it, and prints how it went. It takes some twenty minutes.
# ./table.sh [JAVA_HOME_OF_21_OR_NEWER]   with one, on Payara Micro 7 too
set -euo pipefail
cd "$(dirname "$0")/.."

payara7=7.2025.1
tests=ProvisionedWildFlyIT,StockWildFlyIT,MicroprofileWildFlyIT,PayaraMicroEmbeddingIT,PayaraServerIT,WildFlyHostsIT,PayaraHostsIT
options=(-Dpresencehub.embedding=all -Dtest=ArchitectureTest -Dsurefire.failIfNoSpecifiedTests=false)

if (($# > 0)); then
    ./mvnw -q -B -ntp dependency:copy -Dartifact=fish.payara.extras:payara-micro:$payara7 -DoutputDirectory=target/servers
    tests+=,PayaraMicro7IT
    options+=(-Dpresencehub.payara7.java="$1/bin/java"
        -Dpresencehub.payara7.jar="$PWD/target/servers/payara-micro-$payara7.jar"
        -Dembedding.excluded=none)
fi

status=0
./mvnw -B -ntp verify "${options[@]}" -Dit.test="$tests" >target/table.log 2>&1 || status=$?
grep -E '^\[(INFO|ERROR)\] Tests run: .* in .*(IT|EmbeddingIT)$' target/table.log | sed -E 's/^\[[A-Z]+\] //' || true
((status == 0)) || echo "Not all went well: target/table.log says more." >&2
exit $status

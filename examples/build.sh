#!/usr/bin/env bash
# Builds every example with the jars that ./mvnw package made, as a stranger would with those that ./mvnw install put into the local
# repository. That one stays as it is: the jars, and what the examples need beside them, go to target/repository.
# ./build.sh [LOCAL_REPOSITORY]
set -euo pipefail
cd "$(dirname "$0")/.."

repository=$PWD/target/repository
local=${1:-$HOME/.m2/repository}

quietly() {
    ./mvnw -q -B -ntp "$@"
}

# The very executions that install the jars (pom.xml), into another place.
install_jars() {
    rm -rf "$repository/org/presencehub"
    quietly install:install-file@{api,library,hubs,console} -Dmaven.repo.local="$local" -DlocalRepositoryPath="$repository"
    quietly install:install-file -Dmaven.repo.local="$local" -DlocalRepositoryPath="$repository" \
        -Dfile=target/ROOT.war -DpomFile=pom.xml
}

# Maven looks into both, and writes into the first.
build() {
    quietly -f "examples/$1/pom.xml" clean install -Dmaven.repo.local="$repository" -Dmaven.repo.local.tail="$local"
}

install_jars
for example in small enterprise standalone-in-ear shop shop-with-console; do
    build $example
done

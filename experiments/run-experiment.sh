#!/bin/sh
# Runs the experiment of a folder from the root of the checkout: run-experiment.sh FOLDER [--quick|--full] [more for 'gcactors run'].
# Where GCACTORS is set it is the program, and nothing is built.
set -eu
folder=experiments/$(basename "$1")
shift
cd "$(dirname "$0")/.."
if [ -z "${GCACTORS:-}" ]; then
    dotnet build -c Release --nologo --verbosity quiet src/GcActors.Cli
    GCACTORS="dotnet src/GcActors.Cli/bin/Release/net10.0/gcactors.dll"
fi
# Split on purpose: a program and its first argument.
exec $GCACTORS run "$folder" "$@"

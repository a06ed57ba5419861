#!/bin/sh
# Runs all experiments, one after the other: run-all.sh [--quick|--full] [more for 'gcactors run']. An experiment that fails stops none of
# the others. Exit code: 0 if all passed, 1 if a claim is false or an experiment could not run, else 3 if one is inconclusive.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.." || exit 2
if [ -z "${GCACTORS:-}" ]; then
    dotnet build -c Release --nologo --verbosity quiet src/GcActors.Cli || exit 2
    GCACTORS="dotnet src/GcActors.Cli/bin/Release/net10.0/gcactors.dll"
fi
export GCACTORS
summary=""
worst=0
for script in "$here"/[0-9][0-9]-*/run.sh; do
    name=$(basename "$(dirname "$script")")
    printf '\n== %s\n' "$name"
    start=$(date +%s)
    "$script" "$@"
    code=$?
    case $code in
        0) word=passed ;;
        1) word=failed; worst=1 ;;
        3) word=inconclusive; [ "$worst" -eq 0 ] && worst=3 ;;
        130) exit 130 ;;
        *) word="could not run (exit code $code)"; worst=1 ;;
    esac
    summary="$summary$(printf '%-40s %6d s  %s' "$name" "$(($(date +%s) - start))" "$word")
"
done
printf '\n%s' "$summary"
exit "$worst"

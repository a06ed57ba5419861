#!/bin/sh
# Kills a sweep with SIGKILL at random moments, resumes it, and compares its rows with those of a sweep that nobody disturbed.
# usage: tests/sweep/kill-and-resume.sh [KILLS (50)] [SECONDS AT MOST (600)]     after: dotnet build -c Release
set -eu
kills=${1:-50} limit=${2:-600}
here=$(cd "$(dirname "$0")" && pwd)
gcactors="dotnet $here/../../src/GcActors.Cli/bin/Release/net10.0/gcactors.dll"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
begun=$(date +%s)

from=$(date +%s%N)
$gcactors run "$here/tiny" --out "$work/whole" > "$work/whole.txt"
takes=$(awk -v ns="$(($(date +%s%N) - from))" 'BEGIN { print ns / 1e9 }')
python3 "$here/deterministic.py" "$work/whole/trials.jsonl" > "$work/whole.rows"

killed=0 whole=0 torn=0 round=0
count_torn() { if grep -q 'was torn' "$work/err.txt"; then torn=$((torn + 1)); fi; }
while [ "$killed" -lt "$kills" ]; do
  round=$((round + 1)) out="$work/killed-$round"
  while :; do
    [ $(($(date +%s) - begun)) -lt "$limit" ] || { echo "inconclusive: $killed of $kills kills within $limit s"; exit 3; }
    $gcactors run "$here/tiny" --out "$out" --resume > "$work/out.txt" 2> "$work/err.txt" & child=$!
    # Anywhere in a sweep: some kills come before the first row, some after the last.
    sleep "$(awk -v part="$(shuf -i 1-1100 -n 1)" -v whole="$takes" 'BEGIN { printf "%.3f", whole * part / 1000 }')"
    if kill -9 "$child" 2> /dev/null; then
      killed=$((killed + 1))
      wait "$child" 2> /dev/null || true
      count_torn
      # Half of the time what a kill in the middle of a write leaves, which is too rare to wait for.
      if [ $((killed % 2)) -eq 0 ] && [ -s "$out/trials.jsonl" ]; then printf '{"key":"Timed/torn' >> "$out/trials.jsonl"; fi
    else
      wait "$child" || { cat "$work/err.txt"; echo "FAILED: a resumed run ended with $?"; exit 1; }
      count_torn
      break
    fi
    if [ "$killed" -ge "$kills" ]; then
      $gcactors run "$here/tiny" --out "$out" --resume > "$work/out.txt" 2> "$work/err.txt"
      count_torn
      break
    fi
  done
  python3 "$here/deterministic.py" "$out/trials.jsonl" > "$work/killed.rows"
  cmp "$work/whole.rows" "$work/killed.rows" || { diff "$work/whole.rows" "$work/killed.rows" | head -5 | cut -c 1-500; echo "FAILED: rows differ"; exit 1; }
  cmp "$work/whole/summary.csv" "$out/summary.csv" || { echo "FAILED: summaries differ"; exit 1; }
  whole=$((whole + 1))
done
echo "passed: $killed kills over $whole sweeps, $torn torn lines said and cut off; rows and summaries are those of an undisturbed run ($(($(date +%s) - begun)) s)"

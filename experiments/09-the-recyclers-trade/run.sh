#!/bin/sh
# Runs this experiment: --quick (default, shapes only) or --full (what may be cited).
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/../run-experiment.sh" "$here" "$@"

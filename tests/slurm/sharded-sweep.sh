#!/bin/bash
# Starts Slurm on this machine's loopback (Debian: apt-get install slurm-wlm munge; as root, no systemd), submits a sweep in shards, kills one task, submits again,
# lets the merge job run, and compares the merged rows with those of a sweep in one piece. Leaves nothing behind.
# usage: tests/slurm/sharded-sweep.sh     after: dotnet build -c Release
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program="$here/../../src/GcActors.Cli/bin/Release/net10.0/gcactors.dll"
gcactors() { dotnet "$program" "$@"; }
for tool in munged slurmctld slurmd sbatch; do
  PATH=$PATH:/usr/sbin command -v $tool > /dev/null || { echo "not applicable: $tool is not installed (apt-get install slurm-wlm munge)"; exit 3; }
done
[ "$(id -u)" -eq 0 ] || { echo "not applicable: the daemons are started as root"; exit 3; }

PATH=$PATH:/usr/sbin
D=$(mktemp -d) H=$(hostname -s)
chmod 755 "$D"
stop() {
  for daemon in slurmd slurmctld munge/run/munged; do
    file="$D/run/$daemon.pid"; [ -f "$D/$daemon.pid" ] && file="$D/$daemon.pid"
    [ -f "$file" ] && kill "$(cat "$file")" 2> /dev/null || true
    sleep 0.5
  done
  rm -rf "$D"
}
trap stop EXIT

mkdir -p "$D"/{run,state,spool,munge/run,munge/log,munge/lib}
dd if=/dev/urandom of="$D/munge/key" bs=128 count=1 status=none
chown -R munge: "$D/munge"; chmod 700 "$D"/munge/{log,lib}; chmod 755 "$D/munge" "$D/munge/run"; chmod 400 "$D/munge/key"
memory=$(slurmd -C | sed -n 's/.*RealMemory=\([0-9]*\).*/\1/p') cpus=$(nproc)
cat > "$D/slurm.conf" << CONF
ClusterName=local
SlurmctldHost=$H(127.0.0.1)
SlurmUser=root
SlurmctldPort=26817
SlurmdPort=26818
AuthType=auth/munge
AuthInfo=socket=$D/munge/run/munge.socket.2
CredType=cred/munge
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$D/state
SlurmdSpoolDir=$D/spool
SlurmctldPidFile=$D/run/slurmctld.pid
SlurmdPidFile=$D/run/slurmd.pid
SlurmctldLogFile=$D/run/slurmctld.log
SlurmdLogFile=$D/run/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/affinity
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
SchedulerType=sched/backfill
SchedulerParameters=sched_min_interval=20000,batch_sched_delay=0,bf_interval=1,sched_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobCompType=jobcomp/filetxt
JobCompLoc=$D/jobcomp.txt
AccountingStorageType=accounting_storage/none
NodeName=$H NodeAddr=127.0.0.1 CPUs=$cpus CoresPerSocket=$cpus RealMemory=$memory State=UNKNOWN
PartitionName=bench Nodes=$H Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$D/slurm.conf"

setpriv --reuid=munge --regid=munge --clear-groups munged --key-file "$D/munge/key" --socket "$D/munge/run/munge.socket.2" --pid-file "$D/munge/run/munged.pid" \
  --log-file "$D/munge/log/munged.log" --seed-file "$D/munge/lib/seed"
slurmctld -f "$SLURM_CONF" 2> "$D/run/ctld.err"
slurmd -f "$SLURM_CONF" 2> "$D/run/d.err"
for _ in $(seq 60); do sinfo -h -o %T 2> /dev/null | grep -q idle && break; sleep 1; done
sinfo -h -o %T | grep -q idle || { tail "$D"/run/*.log; echo "inconclusive: the node does not become idle"; exit 3; }

wait_for() { # JOB: until it is in the queue no more
  for _ in $(seq 180); do [ -z "$(squeue -h -j "$1" 2> /dev/null)" ] && return 0; sleep 1; done
  squeue; echo "inconclusive: job $1 did not end"; exit 3
}

gcactors run "$here/../sweep/slow" --out "$D/whole" > "$D/whole.txt"
python3 "$here/../sweep/deterministic.py" "$D/whole/trials.jsonl" > "$D/whole.rows"

gcactors submit "$here/../sweep/slow" --slurm --shards 3 --time 5 --out "$D/parts" | tee "$D/submitted.txt"
job=$(sed -n 's/array \([0-9]*\),.*/\1/p' "$D/submitted.txt") merge=$(sed -n 's/.*merge \([0-9]*\);.*/\1/p' "$D/submitted.txt")
for _ in $(seq 120); do [ -s "$D/parts/shards/002.jsonl" ] && break; sleep 0.2; done
scancel --signal=KILL --full "${job}_2"
wait_for "$job"; wait_for "$merge"
echo "--- after the kill:"; gcactors status "$D/parts"; cat "$D/parts/merge.log" | grep missing
grep -q '^missing: shard 2/3 lacks' "$D/parts/merge.log" || { echo "FAILED: the first merge does not say what shard 2 lacks"; exit 1; }

gcactors submit "$here/../sweep/slow" --slurm --shards 3 --time 5 --out "$D/parts" | tee "$D/submitted.txt"
job=$(sed -n 's/array \([0-9]*\),.*/\1/p' "$D/submitted.txt") merge=$(sed -n 's/.*merge \([0-9]*\);.*/\1/p' "$D/submitted.txt")
wait_for "$job"; wait_for "$merge"
echo "--- submitted again:"; gcactors status "$D/parts"
python3 "$here/../sweep/deterministic.py" "$D/parts/trials.jsonl" > "$D/parts.rows"
cmp "$D/whole.rows" "$D/parts.rows" || { echo "FAILED: merged rows differ from those of one process"; exit 1; }
for file in summary.csv verdict.json; do cmp "$D/whole/$file" "$D/parts/$file" || { echo "FAILED: $file differs"; exit 1; }; done
gcactors check "$D/parts" | tail -1
echo "passed: $(wc -l < "$D/parts.rows") rows of 3 tasks of Slurm $(sinfo -V | cut -d' ' -f2), one killed and submitted again, equal those of one process"

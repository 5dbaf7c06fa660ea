import type { RunLimits } from '../executor.ts';

const LOOK_SECONDS = 0.25;
/** Walking folders costs more than reading the table of processes. */
const LOOKS_PER_WALK = 8;
const PAGE_BYTES = 4096;

export interface Supervision {
  readonly limits: RunLimits;
  /** A file that the reason is written to when the command is ended for going past a limit. */
  readonly endingFile: string;
  /** Whether standard input leads to the runner: when it ends, however it ends, so does the command. */
  readonly guarded: boolean;
  /** Folders that count as what is written to disk, where nobody else counts. */
  readonly diskFolders: readonly string[];
}

/**
 * What the first process of a container runs, in any POSIX shell, to run the command that is its first argument: it hands SIGTERM on
 * to all processes, which the kernel does not do, watches over them where neither engine nor cluster does, and reaps them.
 */
export function superviseScript({ limits, endingFile, guarded, diskFolders }: Supervision): string {
  const { processes, memoryBytes, diskBytes, openFiles } = limits;
  // Itself and its watch, and the guard.
  const own = guarded ? 3 : 2;
  const walk = `set -- $(du -skxc ${diskFolders.join(' ')} 2>/dev/null | tail -n 1)
    [ $((\${1:-0} * 1024)) -le ${diskBytes} ] || end "It wrote $(($1 * 1024)) bytes to disk; it may write ${diskBytes}."`;
  return `ulimit -c 0
ulimit -f ${Math.ceil(diskBytes / 512)}
ulimit -n ${openFiles} 2>/dev/null || :
exec 3<&0 </dev/null
say() { [ -s ${endingFile} ] || printf %s "$1" 2>/dev/null > ${endingFile} || :; }
end() { say "$1"; kill -KILL -1; exit; }
look() {
  n=-${own} pages=0
  for p in /proc/[0-9]*; do
    n=$((n + 1))
    { read -r _ rss _ < "$p/statm"; } 2>/dev/null && pages=$((pages + rss))
  done
  [ $n -le ${processes} ] || end "It had $n processes; it may have ${processes}."
  [ $((pages * ${PAGE_BYTES})) -le ${memoryBytes} ] ||
    end "It used $((pages * ${PAGE_BYTES})) bytes of memory; it may use ${memoryBytes}."
}
killed_for_memory() {
  for f in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do
    [ ! -r $f ] || while read -r key value; do
      [ "$key" != oom_kill ] || [ "$value" = 0 ] || return 0
    done < $f
  done
  return 1
}
shell=sh
! command -v bash >/dev/null 2>&1 || shell=bash
trap 'again=1; kill -TERM -1' TERM INT
"$shell" -c "$1" 3<&- &
child=$!
(
  # What cannot fork any more ends here, and has looked.
  trap '' TERM INT
  trap look EXIT
  looks=0
  while sleep ${LOOK_SECONDS}; do
    look
    looks=$((looks + 1))
    ${diskFolders.length === 0 ? ':' : `[ $((looks % ${LOOKS_PER_WALK})) -ne 0 ] || {\n    ${walk}\n    }`}
  done
) >/dev/null 2>&1 3<&- &
${guarded ? `( trap '' TERM INT; read -r _ <&3; kill -KILL -1 ) >/dev/null 2>&1 &` : ':'}
exec 3<&-
# A wait that SIGTERM interrupts says nothing of the child, and one for a child that was waited for says 127.
code=127
again=1
while [ -n "$again" ]; do
  again=
  wait "$child"
  waited=$?
  [ $waited = 127 ] || code=$waited
done
[ $code = 0 ] || ! killed_for_memory || say "It used all of the ${memoryBytes} bytes of memory that it may use."
exit $code`;
}

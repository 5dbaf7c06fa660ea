import type { RunLimits } from '../executor.ts';

/**
 * What `bash -c` runs to launch a command, given as its first argument. Descriptor 3 leads to this process: when it dies, however it
 * dies, the descriptor ends and the guard ends the whole group with it, so that no run goes on that nobody watches.
 */
export function launchScript({ diskBytes, openFiles, processes }: RunLimits): string {
  const limits = [
    'ulimit -c 0',
    `ulimit -f ${Math.ceil(diskBytes / 1024)}`,
    `ulimit -n ${openFiles}`,
    // It counts all processes of the user, and does not bind root: the watch over the group is what counts.
    ...(process.getuid?.() === 0 ? [] : [`ulimit -u ${Math.max(processes * 4, 4096)} 2>/dev/null || true`]),
  ];
  const guard = `( trap '' TERM INT HUP; exec >/dev/null 2>&1; read -r _ <&3; kill -KILL 0 ) &`;
  return `${limits.join('; ')}; ${guard} exec 3<&-; exec bash -c "$1"`;
}

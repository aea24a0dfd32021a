// What is done when Touchstone is stopped while scanners run: they end, and nothing of theirs is left behind.

const cleanups = new Set<() => void>();
let isWatching = false;

/** Calls it, once, when a signal ends the program, or it exits. Returns what takes it back. */
export function whenStopped(cleanup: () => void): () => void {
  watch();
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  process.once("exit", cleanUp);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => {
      cleanUp();
      process.kill(process.pid, signal);
    });
}

function cleanUp(): void {
  for (const cleanup of cleanups) cleanup();
  cleanups.clear();
}

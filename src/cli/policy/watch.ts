// Runs something now, and again whenever a file of policies or data below some paths changes, until Ctrl-C.
import { statSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname, extname } from "node:path";
import { TouchstoneError, messageOf } from "../../model/index.ts";

/** So long nothing must change before the next run: editors write a file in several steps. */
const quietMs = 100;
/** Of policies, of data, and of folders: a new one is told by its own name before it is watched itself. */
const endings: ReadonlySet<string> = new Set([".rego", ".json", ".yaml", ".yml", ""]);

/** A file is watched through its folder, because editors put a new one in its place. */
function watchPath(path: string, notice: (file: string | null) => void): FSWatcher {
  try {
    const name = statSync(path).isDirectory() ? undefined : basename(path);
    const watcher = watch(name === undefined ? path : dirname(path), { recursive: name === undefined }, (_, file) => {
      if (name === undefined || file === name) notice(file);
    });
    return watcher.on("error", () => notice(null));
  } catch (cause) {
    throw new TouchstoneError(
      "E_PATH_MISSING",
      `${path} cannot be watched: ${messageOf(cause)}`,
      "Correct the path.",
      cause,
    );
  }
}

/** Ends with Ctrl-C. While `run` is at work, Ctrl-C ends the process, because evaluation cannot be interrupted. */
export async function watchPaths(paths: readonly string[], run: () => Promise<void>): Promise<void> {
  let changed = false;
  let wake = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  function notice(file: string | null): void {
    if (file !== null && !endings.has(extname(file))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      wake();
    }, quietMs);
  }
  /** Whether there was a change; false when it was Ctrl-C. */
  function nextChange(): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = (): void => resolve(false);
      process.once("SIGINT", stop);
      wake = () => {
        process.off("SIGINT", stop);
        resolve(true);
      };
      if (changed) wake();
    });
  }
  const watchers = paths.map((path) => watchPath(path, notice));
  try {
    do {
      changed = false;
      await run();
      process.stderr.write("watching for changes; Ctrl-C ends\n");
    } while (await nextChange());
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  }
}

// Where Touchstone keeps what can be made again.
import { homedir } from "node:os";
import { join } from "node:path";

/** Where Touchstone may keep what can be made again; TOUCHSTONE_CACHE overrides it. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return environment["TOUCHSTONE_CACHE"] || join(base, "touchstone");
}

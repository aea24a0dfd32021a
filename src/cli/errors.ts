// The last stop of every error: a sentence and a hint on standard error, and the documented exit code.
import { TouchstoneError, exitCodes, messageOf } from "../model/index.ts";

/** Prints what the user can do about it; the stack only for a bug of ours. */
export function reportError(thrown: unknown): number {
  if (thrown instanceof TouchstoneError) {
    process.stderr.write(`error: ${thrown.message} [${thrown.code}]\n  ${thrown.hint}\n`);
  } else {
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown);
    process.stderr.write(`error: Touchstone failed; this is a bug, please report it.\n${detail}\n`);
  }
  return exitCodes.usage;
}

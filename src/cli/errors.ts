// The last stop of every error: a sentence and a hint on standard error, and the documented exit code.
import { TouchstoneError, exitCodes, messageOf } from "../model/index.ts";
import { printable } from "../report/index.ts";

/** Prints what the user can do about it; the stack only for a bug of ours. */
export function reportError(thrown: unknown): number {
  if (thrown instanceof TouchstoneError) {
    const lines = thrown.message.split("\n").map(printable).join("\n");
    process.stderr.write(`error: ${lines} [${thrown.code}]\n  ${printable(thrown.hint)}\n`);
  } else {
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown);
    process.stderr.write(`error: Touchstone failed; this is a bug, please report it.\n${detail}\n`);
  }
  return exitCodes.usage;
}

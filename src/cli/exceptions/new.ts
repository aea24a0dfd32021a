// `touchstone exceptions new`: a file with one exception that nobody has approved yet, for as long as its checks allow.
import { writeFile } from "node:fs/promises";
import {
  exceptionDays,
  exitCodes,
  messageOf,
  TouchstoneError,
  type ExceptionSubject,
  type ExceptionType,
} from "../../model/index.ts";
import { additionsOf } from "../checks.ts";
import { openLibrary } from "../library.ts";
import type { PolicyOptions } from "../policy-options.ts";
import { printReport } from "../write-report.ts";
import { requireCheck } from "./list.ts";

export type NewOptions = PolicyOptions & {
  readonly id: string;
  readonly type: ExceptionType;
  readonly check: readonly string[];
  readonly subject: readonly string[];
  readonly reason: string;
  readonly requestedBy: string;
  readonly ticket?: string;
  readonly config?: string;
  readonly output?: string;
};

/** Returns the exit code. */
export async function newException(options: NewOptions): Promise<number> {
  const { bundle } = await openLibrary(await additionsOf(options));
  const checks = options.check.map((id) => requireCheck(id, bundle.checks));
  const days = Math.min(...checks.map(({ severity }) => exceptionDays[severity]));
  const today = new Date();
  const expires = new Date(today.getTime() + days * 86_400_000);
  const text = `# An exception counts once somebody else than who asked for it has approved it, and until it expires.
exceptions:
  - id: ${options.id}
    type: ${options.type}
    checks: ${JSON.stringify(options.check)}
    subjects: ${JSON.stringify(options.subject.map(subjectOf))}
    reason: ${JSON.stringify(options.reason)}
    requestedBy: ${JSON.stringify(options.requestedBy)}
    # Who approves it writes his name here, and the day.
    approvedBy: ""
    approvedAt: ${dayOf(today)}
    # ${days} days are the most that the severity of its checks allows, from the approval on.
    expiresAt: ${dayOf(expires)}
${options.ticket === undefined ? "" : `    ticket: ${JSON.stringify(options.ticket)}\n`}`;
  if (options.output === undefined) await printReport([text]);
  else {
    // What is there may be approved already: it is not written over.
    await writeFile(options.output, text, { flag: "wx" }).catch((cause: unknown) => {
      const hint = "Name a file that is not there yet, in a folder that is.";
      throw new TouchstoneError("E_OUTPUT", `${options.output} cannot be written: ${messageOf(cause)}`, hint, cause);
    });
    process.stderr.write(`wrote ${options.output}\n`);
  }
  return exitCodes.passed;
}

/** `KIND/NAMESPACE/NAME`, or `KIND/NAME`. */
function subjectOf(text: string): Partial<ExceptionSubject> {
  const [kind, first, second, ...more] = text.split("/");
  if (!kind || !first || second === "" || more.length > 0)
    throw new TouchstoneError("E_USAGE", `"${text}" names no object`, "Write KIND/NAMESPACE/NAME, or KIND/NAME.");
  return second === undefined ? { kind, name: first } : { kind, namespace: first, name: second };
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

// `touchstone exceptions new`: a file with one exception that nobody has approved yet, for as long as its checks allow.
import {
  exceptionDays,
  exitCodes,
  scannerKinds,
  TouchstoneError,
  type ExceptionSubject,
  type ExceptionType,
} from "../../model/index.ts";
import { additionsOf } from "../checks.ts";
import { openLibrary } from "../library.ts";
import type { PolicyOptions } from "../policy-options.ts";
import { requireCheck } from "./list.ts";
import { daysFrom, printOrCreate } from "../new-entry.ts";

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
  const { from, until } = daysFrom(new Date(), days);
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
    approvedAt: ${from}
    # ${days} days are the most that the severity of its checks allows, from the approval on.
    expiresAt: ${until}
${options.ticket === undefined ? "" : `    ticket: ${JSON.stringify(options.ticket)}\n`}`;
  await printOrCreate(text, options.output);
  return exitCodes.passed;
}

/** `KIND/NAMESPACE/NAME`, or `KIND/NAME`; the name of what scanners found may have slashes. */
function subjectOf(text: string): Partial<ExceptionSubject> {
  const [kind, first, second, ...more] = text.split("/");
  if (kind !== undefined && first && scannerKinds.has(kind)) return { kind, name: text.slice(kind.length + 1) };
  if (!kind || !first || second === "" || more.length > 0)
    throw new TouchstoneError("E_USAGE", `"${text}" names no object`, "Write KIND/NAMESPACE/NAME, or KIND/NAME.");
  return second === undefined ? { kind, name: first } : { kind, namespace: first, name: second };
}

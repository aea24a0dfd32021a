// What is wrong with a file, each with its place: collected, put in the file's order, and thrown as one error.
import { TouchstoneError, type ErrorCode, type Location } from "../model/index.ts";

/** One thing that is wrong, and where. */
export interface Problem {
  readonly location: Location;
  readonly message: string;
}

/** `file:line:column`, as editors and terminals link it. */
export function placeText({ file, line, column }: Location): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

/**
 * One error for all problems, a line each, in the order of their places.
 * @throws TouchstoneError with `code`, when there is any problem
 */
export function throwProblems(problems: readonly Problem[], code: ErrorCode): void {
  if (problems.length === 0) return;
  const lines = problems.toSorted(byPlace).map(({ location, message }) => `${placeText(location)}: ${message}`);
  throw new TouchstoneError(code, lines.join("\n"), "Correct each place that is named.");
}

function byPlace({ location: a }: Problem, { location: b }: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

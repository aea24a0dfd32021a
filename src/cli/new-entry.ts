// What `exceptions new` and `attestations new` have in common: a file for people to review, with days in it.
import { writeFile } from "node:fs/promises";
import { messageOf, TouchstoneError } from "../model/index.ts";
import { printReport } from "./write-report.ts";

/**
 * Prints the text, or writes it to a file that is not there yet: what is there may be approved already, or relied on.
 * @throws TouchstoneError E_OUTPUT
 */
export async function printOrCreate(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) return printReport([text]);
  await writeFile(file, text, { flag: "wx" }).catch((cause: unknown) => {
    const hint = "Name a file that is not there yet, in a folder that is.";
    throw new TouchstoneError("E_OUTPUT", `${file} cannot be written: ${messageOf(cause)}`, hint, cause);
  });
  process.stderr.write(`wrote ${file}\n`);
}

/** The day of a time, and the one so many days later: as entries have them, UTC. */
export function daysFrom(time: Date, days: number): { readonly from: string; readonly until: string } {
  const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
  return { from: day(time.getTime()), until: day(time.getTime() + days * 86_400_000) };
}

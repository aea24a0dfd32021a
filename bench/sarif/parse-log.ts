// Reads a SARIF log by JSON.parse alone, and prints how many results it had.
import { readFileSync } from "node:fs";

const [file = ""] = process.argv.slice(2);
const { runs } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly runs: readonly { readonly results: readonly unknown[] }[];
};
process.stdout.write(`${runs.reduce((sum, { results }) => sum + results.length, 0)}\n`);

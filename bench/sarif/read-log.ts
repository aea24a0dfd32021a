// Reads a SARIF log as the engine does, and prints how many results it had.
import { ScanCollector } from "../../src/evidence/sarif/index.ts";
import type { Scan } from "../../src/model/index.ts";

const [file = ""] = process.argv.slice(2);
const scans = new ScanCollector({ now: new Date().toISOString(), version: "0", fileBytes: Number.MAX_SAFE_INTEGER });
const problems: string[] = [];
const sink = { problem: ({ message }: { message: string }) => void problems.push(message), finished: () => {} };
await scans.collect(file, sink, () => 0);
if (problems.length > 0) throw new Error(problems.join("\n"));
let results = 0;
for (const { kind, input } of scans.subjects(() => [])) if (kind === "scan") results += (input as Scan).results.total;
process.stdout.write(`${results}\n`);

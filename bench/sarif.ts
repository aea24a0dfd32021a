// `bench sarif`: how fast a large SARIF log is read, and in how much memory, beside a bare JSON.parse of the same file.
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { BenchError } from "./bench-error.ts";
import { findMemoryMeter, type MemoryMeter } from "./memory-meter.ts";
import { runProcess } from "./run-process.ts";
import { withTemporaryFolder } from "./session.ts";
import { median } from "./statistics.ts";
import { renderTable } from "./table.ts";

interface Reading {
  readonly reader: string;
  readonly seconds: number;
  readonly megabytesPerSecond: number;
  readonly peakMegabytes: number | undefined;
}

export interface SarifResult {
  readonly megabytes: number;
  readonly results: number;
  readonly readings: readonly Reading[];
}

const readers = [
  ["touchstone", "read-log.ts"],
  ["JSON.parse", "parse-log.ts"],
] as const;

/** `megabytes` are millions of bytes. @throws BenchError when a reader fails or counts otherwise */
export async function benchSarif(
  megabytes: number,
  rounds: number,
  progress: (line: string) => void,
): Promise<SarifResult> {
  const meter = await findMemoryMeter();
  return withTemporaryFolder(async (folder) => {
    progress(`generating ${megabytes} MB`);
    const file = join(folder, "large.sarif");
    const results = await writeLog(file, megabytes * 1e6);
    const runs = readers.map(() => [] as { readonly seconds: number; readonly peak: number | undefined }[]);
    for (let round = 1; round <= rounds; round += 1) {
      for (const [index, [reader, program]] of readers.entries()) {
        progress(`round ${round}: ${reader}`);
        const path = join(import.meta.dirname, "sarif", program);
        runs[index]?.push(await measured(reader, [path, file], results, folder, meter));
      }
    }
    const readings = readers.map(([reader], index): Reading => {
      const own = runs[index] ?? [];
      const seconds = median(own.map((run) => run.seconds));
      const peaks = own.flatMap(({ peak }) => peak ?? []);
      return {
        reader,
        seconds,
        megabytesPerSecond: megabytes / seconds,
        peakMegabytes: peaks.length === 0 ? undefined : Math.max(...peaks) / 1e6,
      };
    });
    return { megabytes, results, readings };
  });
}

async function measured(
  reader: string,
  args: readonly string[],
  results: number,
  folder: string,
  meter: MemoryMeter | undefined,
): Promise<{ readonly seconds: number; readonly peak: number | undefined }> {
  const command = { file: process.execPath, args: ["--disable-warning=ExperimentalWarning", ...args] };
  const run = await runProcess(command, { folder, meter, keepOutput: true });
  if (run.exitCode !== 0) throw new BenchError(`${reader} failed: ${run.stderr}`);
  if (Number(run.stdout) !== results) throw new BenchError(`${reader} counted ${run.stdout}, not ${results}`);
  return { seconds: run.wallMs / 1000, peak: run.usage?.peakRssBytes };
}

/** Results as CodeQL writes them, with snippets and flows; returns how many. */
async function writeLog(file: string, bytes: number): Promise<number> {
  const stream = createWriteStream(file);
  const put = async (text: string): Promise<void> => {
    if (!stream.write(text)) await once(stream, "drain");
  };
  const results = Math.floor(bytes / JSON.stringify(resultAt(10_000)).length);
  await put('{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"results":[');
  for (let index = 0; index < results; index += 1)
    await put(`${index === 0 ? "" : ","}${JSON.stringify(resultAt(index))}`);
  const rule = {
    id: "agents/path-injection",
    properties: { tags: ["external/cwe/cwe-022"], "security-severity": "7.5" },
  };
  await put(`],"tool":${JSON.stringify({ driver: { name: "CodeQL", version: "2.20.1", rules: [rule] } })}}]}`);
  stream.end();
  await once(stream, "close");
  return results;
}

function resultAt(index: number): object {
  const place = (line: number): object => ({
    physicalLocation: {
      artifactLocation: { uri: `src/agents/module-${index % 500}/handler.py`, uriBaseId: "%SRCROOT%" },
      region: {
        startLine: line,
        startColumn: 9,
        endColumn: 41,
        snippet: { text: `    return open(base + request.path, "r")  # ${line}` },
      },
    },
  });
  const steps = Array.from({ length: 8 }, (_, step) => ({ location: place(index + step) }));
  return {
    ruleId: "agents/path-injection",
    ruleIndex: 0,
    message: { text: `This path depends on a value that a user provides, and may lead anywhere (${index}).` },
    locations: [place(index)],
    codeFlows: [{ threadFlows: [{ locations: steps }] }],
    partialFingerprints: { primaryLocationLineHash: `${index.toString(16)}:1` },
  };
}

export function renderSarif({ megabytes, results, readings }: SarifResult): string {
  const columns = ["reader", "wall", "MB/s", "of JSON.parse", "peak memory"].map((title, index) => ({
    title,
    align: index === 0 ? ("left" as const) : ("right" as const),
  }));
  const bare = readings.find(({ reader }) => reader === "JSON.parse")?.megabytesPerSecond ?? Number.NaN;
  const rows = readings.map(({ reader, seconds, megabytesPerSecond, peakMegabytes }) => [
    reader,
    `${seconds.toFixed(2)} s`,
    megabytesPerSecond.toFixed(0),
    `${((megabytesPerSecond / bare) * 100).toFixed(0)} %`,
    peakMegabytes === undefined ? "no GNU time" : `${peakMegabytes.toFixed(0)} MB`,
  ]);
  return `A log of ${megabytes} MB with ${results} results, each reader a process of its own\n\n${renderTable(columns, rows)}`;
}

// Stand-ins for scanners: small scripts on a PATH of their own, each saying what a test tells it to.
import { chmod, mkdtemp, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log, Result, Run } from "sarif";

export interface FakeScanner {
  /** What it prints when its first argument asks for the version. */
  readonly version?: string;
  readonly stdout?: string;
  readonly stderr?: string;
  /** What it writes to the file that its arguments name. */
  readonly report?: string;
  readonly exitCode?: number;
  /** Lines of sh that come before all else in a scan. */
  readonly script?: string;
  /** What it answers when it is asked for its database. */
  readonly database?: string;
}

/** A folder for the PATH with a program for each name. The scripts have no PATH but this and use absolute names. */
export async function pathOf(programs: Readonly<Record<string, FakeScanner>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "touchstone-fakes-")));
  for (const [name, fake] of Object.entries(programs)) await addFake(folder, name, fake);
  return folder;
}

async function addFake(folder: string, name: string, fake: FakeScanner): Promise<void> {
  const { version = "1.2.3", stdout = "", stderr = "", report, exitCode = 0, script = "", database = "" } = fake;
  const files = { version, stdout, stderr, report: report ?? "", database };
  for (const [part, content] of Object.entries(files)) await writeFile(join(folder, `${name}.${part}`), content);
  const data = (part: string): string => `'${join(folder, `${name}.${part}`)}'`;
  const program = `#!/bin/sh
case "$*" in
  "version --format json" | "db status --output json") /bin/cat ${data("database")}; exit 0 ;;
  version | --version*) /bin/cat ${data("version")}; exit 0 ;;
esac
echo "$*" > '${join(folder, `${name}.arguments`)}'
pwd > '${join(folder, `${name}.folder`)}'
${script}
out=
while [ $# -gt 0 ]; do
  case "$1" in
    --report-path) out=$2 ;;
    --output) case "$2" in /*) out=$2 ;; esac ;;
    --output-file-path) out=$2/results_sarif.sarif ;;
  esac
  shift
done
${report === undefined ? "" : `/bin/cat ${data("report")} > "$out"`}
/bin/cat ${data("stdout")}
/bin/cat ${data("stderr")} >&2
exit ${exitCode}
`;
  await writeFile(join(folder, name), program);
  await chmod(join(folder, name), 0o755);
}

/** A log of one run, as text. */
export function sarif(results: readonly Partial<Result>[], run: Partial<Run> = {}): string {
  const log: Log = {
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Fake" } },
        results: results.map((result) => ({ ruleId: "rule", message: { text: "found" }, ...result })),
        ...run,
      },
    ],
  };
  return JSON.stringify(log);
}

/** A result at a line of a file. */
export function at(uri: string, startLine = 1): Pick<Result, "locations"> {
  return { locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }] };
}

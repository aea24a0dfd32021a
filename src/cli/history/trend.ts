// `touchstone trend`: a score over time, as a sparkline, JSON or SVG.
import { defaultThresholds, percentOf } from "../../assessment/index.ts";
import { trendOf, trendSvg, type TrendPoint } from "../../history/index.ts";
import { exitCodes, TouchstoneError } from "../../model/index.ts";
import { printable, textTable } from "../../report/index.ts";
import { printReport, writeReport } from "../write-report.ts";
import { shownShare, withHistory, type StoreOptions } from "./open.ts";

export interface TrendOptions extends StoreOptions {
  readonly framework?: string;
  readonly control?: string;
  readonly since?: string;
  readonly limit?: number;
  readonly format: "table" | "json" | "svg";
  readonly output?: string;
}

/** Returns the exit code. @throws TouchstoneError E_HISTORY, E_USAGE */
export async function trend(options: TrendOptions): Promise<number> {
  const { since, limit = 60, format } = options;
  const [framework, control] = subjectOf(options);
  const { name, points } = await withHistory(options, async (store) => {
    const [newest] = await store.list({ ...(options.name !== undefined && { name: options.name }), limit: 1 });
    if (!newest)
      throw new TouchstoneError("E_USAGE", "no such assessment was kept", "`touchstone history` lists them.");
    const filter = { name: newest.name, limit, ...(since !== undefined && { since }) };
    return { name: newest.name, points: await trendOf(store, filter, framework, control) };
  });
  if (framework !== undefined && points.every(({ strict, adjusted }) => strict === null && adjusted === null)) {
    const what = control === undefined ? framework : `${framework}/${control}`;
    throw new TouchstoneError(
      "E_USAGE",
      `no assessment of ${name} has a score of ${what}`,
      "Name another framework or control.",
    );
  }
  const of = control === undefined ? (framework ?? "overall score") : `${framework}/${control}`;
  const title = `${name}: ${of}`;
  const text =
    format === "json"
      ? `${JSON.stringify({ name, of, points }, undefined, 2)}\n`
      : format === "svg"
        ? trendSvg(points, title, defaultThresholds.score)
        : table(points, title);
  if (options.output === undefined) await printReport([text]);
  else {
    await writeReport(options.output, [text]);
    process.stderr.write(`wrote ${options.output}\n`);
  }
  return exitCodes.passed;
}

function subjectOf({ framework, control }: TrendOptions): readonly [string | undefined, string | undefined] {
  if (control === undefined) return [framework, undefined];
  const at = control.indexOf("/");
  if (at > 0) return [control.slice(0, at), control.slice(at + 1)];
  throw new TouchstoneError("E_USAGE", `"${control}" names no framework`, "Write FRAMEWORK/ID.");
}

function table(points: readonly TrendPoint[], title: string): string {
  const [first, last] = [points[0], points.at(-1)];
  const shares = points.flatMap(({ adjusted }) => (adjusted === null ? [] : [percentOf(adjusted)]));
  const range =
    shares.length === 0
      ? "no score"
      : `lowest ${Math.min(...shares).toFixed(1)}%, highest ${Math.max(...shares).toFixed(1)}%`;
  const rows = points.map(({ assessedAt, strict, adjusted, verdict, id, bundle }, index) => [
    assessedAt,
    shownShare(strict),
    shownShare(adjusted),
    changeOf(points[index - 1]?.adjusted, adjusted),
    verdict,
    id.slice(0, 12),
    index > 0 && points[index - 1]?.bundle !== bundle ? "another bundle judged" : "",
  ]);
  return (
    `${printable(title)}\n${sparkline(points)}  ${shownShare(first?.adjusted ?? null)} -> ${shownShare(last?.adjusted ?? null)}, ${range}\n\n` +
    textTable(["ASSESSED AT", "STRICT", "ADJUSTED", "CHANGE", "GATE", "ID", ""], rows)
  );
}

/** In points of a percent, of the exact shares; nothing where one is missing or they are the same. */
function changeOf(before: string | null | undefined, after: string | null): string {
  if (!before || after === null || before === after) return "";
  const [a = 0n, b = 1n] = before.split("/").map(BigInt);
  const [c = 0n, d = 1n] = after.split("/").map(BigInt);
  const thousandths = Number(((c * b - a * d) * 100_000n) / (b * d));
  return `${thousandths < 0 ? "-" : "+"}${(Math.abs(thousandths) / 1000).toFixed(3)}`;
}

const bars = "▁▂▃▄▅▆▇█";

/** From 0 to 100 %; a space where there was no score. */
function sparkline(points: readonly TrendPoint[]): string {
  return points
    .map(({ adjusted }) =>
      adjusted === null ? " " : (bars[Math.min(7, Math.floor((percentOf(adjusted) / 100) * 8))] ?? ""),
    )
    .join("");
}

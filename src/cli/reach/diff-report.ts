// What a change opens and closes, for people and for machines.
import { GroupNames } from "../../analysis/network/group-names.ts";
import type { ChangedConnection, DiffEnd, NetworkDiff } from "../../analysis/network/network-diff.ts";
import { printable, type Paint } from "../../report/index.ts";

export function diffTable(diff: NetworkDiff, paint: Paint): string {
  const names = new GroupNames(diff);
  const nameOf = (end: DiffEnd) => (typeof end === "string" ? end : names.of(end));
  const block = (title: string, rows: readonly string[]) => (rows.length === 0 ? [] : [title, ...rows, ""]);
  const rowsOf = (changed: readonly ChangedConnection[], sign: string) =>
    changed.map(({ from, to, ports }) => printable(`  ${sign} ${nameOf(from)} to ${nameOf(to)}: ${ports.describe()}`));
  const lines = [
    ...block(paint("yellow", "Opened:"), rowsOf(diff.opened, "+")),
    ...block(paint("green", "Closed:"), rowsOf(diff.closed, "-")),
    ...block("New workloads:", diff.added.length === 0 ? [] : [printable(`  ${names.of(diff.added)}`)]),
    ...block("Workloads that are gone:", diff.removed.length === 0 ? [] : [printable(`  ${names.of(diff.removed)}`)]),
    diff.opened.length === 0 ? "The change opens nothing." : "The change opens connections.",
  ];
  return lines.map((line) => `${line}\n`).join("");
}

export function diffJson({ opened, closed, added, removed }: NetworkDiff): object {
  const value = (end: DiffEnd) => (typeof end === "string" ? end : end.map(({ id }) => id));
  const row = ({ from, to, ports }: ChangedConnection) => ({
    from: value(from),
    to: value(to),
    ports: ports.toString(),
  });
  return {
    opened: opened.map(row),
    closed: closed.map(row),
    added: added.map(({ id }) => id),
    removed: removed.map(({ id }) => id),
  };
}

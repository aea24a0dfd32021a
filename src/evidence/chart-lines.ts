// Finds, for lines of a rendered chart, the line of the template that wrote them.
import type { Location } from "../model/index.ts";

/** Reads a template of the chart by the name that `# Source:` gives; undefined when it cannot be read. */
export type TemplateReader = (name: string) => string | undefined;

/** Maps a line of the rendered manifest (from 1) to a place in the chart; only the file is given where the line is unknown. */
export type LineMap = (line: number) => Location;

/**
 * Aligns each block that follows a `# Source:` comment with its template: a rendered line belongs to the template line
 * with the same text, or with the same text before its first action; equal candidates are told apart by their order.
 */
export function mapChartLines(manifest: string, display: (source: string) => string, read: TemplateReader): LineMap {
  const lines = manifest.split("\n");
  const files: string[] = [];
  const starts: number[] = [];
  for (const [index, line] of lines.entries()) {
    const source = /^# Source: (.+?)\s*$/.exec(line)?.[1];
    if (source === undefined) continue;
    starts.push(index);
    files.push(source);
  }
  const blocks = new Map<number, ReadonlyMap<number, number>>();
  function blockOf(position: number): ReadonlyMap<number, number> {
    let block = blocks.get(position);
    if (!block) {
      const from = (starts[position] ?? 0) + 1;
      const rendered = lines.slice(from, starts[position + 1] ?? lines.length);
      const template = read(files[position] ?? "");
      block = template === undefined ? new Map() : align(rendered, template.split("\n"), from + 1);
      blocks.set(position, block);
    }
    return block;
  }
  return (line) => {
    let position = starts.length - 1;
    while (position >= 0 && (starts[position] ?? 0) >= line) position--;
    if (position < 0) return { file: display("") };
    const file = display(files[position] ?? "");
    const found = blockOf(position).get(line);
    return found === undefined ? { file } : { file, line: found };
  };
}

/** Rendered line number to template line number, both from 1, for the lines that have one clear origin. */
function align(rendered: readonly string[], template: readonly string[], first: number): ReadonlyMap<number, number> {
  const exact = new Map<string, number[]>();
  const prefixes: { text: string; line: number }[] = [];
  for (const [index, line] of template.entries()) {
    const text = line.trimEnd();
    const action = text.indexOf("{{");
    if (action === -1) push(exact, text.trim(), index + 1);
    else if (text.slice(0, action).trim() !== "") prefixes.push({ text: text.slice(0, action).trim(), line: index + 1 });
  }
  const found = new Map<number, number>();
  let last = 0;
  for (const [index, line] of rendered.entries()) {
    const text = line.trim();
    if (text === "" || text === "---") continue;
    const same = exact.get(text) ?? [];
    const like = same.length > 0 ? same : prefixes.filter((prefix) => text.startsWith(prefix.text)).map(({ line: at }) => at);
    const next = like.length === 1 ? like[0] : like.find((at) => at > last);
    if (next === undefined) continue;
    found.set(first + index, next);
    last = next;
  }
  return found;
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

// Finds, for lines of a rendered chart, the line of the template that wrote them.
import type { Location } from "../model/index.ts";
import type { TemplateReader } from "./chart-files.ts";
import { TemplateLines } from "./template-lines.ts";

/** Maps a line of the rendered manifest (from 1) to a place in the chart; only the file is given where the line is unknown. */
export type LineMap = (line: number) => Location;

interface Block {
  readonly file: string;
  readonly template: string;
  /** The rendered lines of the block. */
  readonly text: string;
  /** Rendered lines before the first of the block. */
  readonly linesBefore: number;
  /** Rendered line to template line, both from 1; made when it is asked for. */
  lines?: ReadonlyMap<number, number>;
}

/** Each block that follows a `# Source:` comment is aligned with its template, once something in it is asked for. */
export function mapChartLines(manifest: string, display: (template: string) => string, read: TemplateReader): LineMap {
  const blocks = blocksOf(manifest, display);
  const templates = new Map<string, TemplateLines | undefined>();
  function templateOf(name: string): TemplateLines | undefined {
    if (!templates.has(name)) {
      const text = read(name);
      templates.set(name, text === undefined ? undefined : new TemplateLines(text));
    }
    return templates.get(name);
  }
  return (line) => {
    const block = blockAt(blocks, line);
    if (!block) return { file: display("") };
    block.lines ??= templateOf(block.template)?.align(block.text, block.linesBefore) ?? new Map();
    const found = block.lines.get(line);
    return found === undefined ? { file: block.file } : { file: block.file, line: found };
  };
}

const marker = "# Source: ";

function blocksOf(manifest: string, display: (template: string) => string): Block[] {
  const blocks: Block[] = [];
  let line = 1;
  let counted = 0;
  for (let at = nextSource(manifest, 0); at !== -1;) {
    const start = manifest.indexOf("\n", at) + 1 || manifest.length;
    const next = nextSource(manifest, start);
    const template = manifest.slice(at + marker.length, start).trim();
    line += countBreaks(manifest, counted, start);
    counted = start;
    const text = manifest.slice(start, next === -1 ? manifest.length : next);
    blocks.push({ file: display(template), template, text, linesBefore: line - 1 });
    at = next;
  }
  return blocks;
}

/** The next comment that begins a line. */
function nextSource(manifest: string, from: number): number {
  let at = manifest.indexOf(marker, from);
  while (at > 0 && manifest[at - 1] !== "\n") at = manifest.indexOf(marker, at + 1);
  return at;
}

function countBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** The last block that begins at or before `line`. */
function blockAt(blocks: readonly Block[], line: number): Block | undefined {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle]?.linesBefore ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return blocks[low - 1];
}

// Reads the documents: their tables, links and code, and runs the commands that they show.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository, touchstone } from "../cli/touchstone.ts";

/** Every document of the project, relative to the repository. */
export const documents: readonly string[] = [
  ...globSync("*.md", { cwd: repository }),
  ...globSync("docs/**/*.md", { cwd: repository }),
  ...globSync("examples/**/*.md", { cwd: repository }),
]
  .map((name) => name.replaceAll("\\", "/"))
  .toSorted();

export function readDocument(name: string): string {
  return readFileSync(join(repository, name), "utf8");
}

/** The text under a heading, up to the next heading of the same level or above it. */
export function section(text: string, heading: string): string {
  const start = text.indexOf(`\n${heading}\n`);
  if (start === -1) throw new Error(`there is no heading "${heading}"`);
  const body = text.slice(start + heading.length + 2);
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const end = body.search(new RegExp(`^#{1,${level}} `, "m"));
  return end === -1 ? body : body.slice(0, end);
}

/** The rows of every table in a text, without heads, as trimmed cells. */
export function tableRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let head = true;
  for (const line of text.split("\n")) {
    if (!line.startsWith("|")) head = true;
    else if (/^\|(?: *:?-+:? *\|)+$/.test(line)) head = false;
    else if (!head) {
      const cells = line.slice(1, line.lastIndexOf("|")).split(/(?<!\\)\|/);
      rows.push(cells.map((cell) => cell.trim()));
    }
  }
  return rows;
}

/** What stands between backticks, one after the other. */
export function codeIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

/** A text without its code blocks. */
export function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, "");
}

export interface CodeBlock {
  readonly language: string;
  /** The path on the line before it, when there is one. */
  readonly file?: string;
  readonly text: string;
}

export function codeBlocks(text: string): readonly CodeBlock[] {
  const blocks = text.matchAll(/(?:^`([^`\n]+)`\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, file, language = "", code = ""]) => ({
    language,
    ...(file !== undefined && { file }),
    text: code,
  }));
}

/** The files that a document gives, by their path. */
export function filesIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(codeBlocks(text).flatMap((block) => (block.file ? [[block.file, block.text]] : [])));
}

/** A command that a document shows, and what of its output; `[...]` stands for lines that are left out. */
export interface ShownRun {
  readonly args: readonly string[];
  readonly lines: readonly string[];
}

export function shownRuns(text: string): readonly ShownRun[] {
  return codeBlocks(text)
    .filter(({ language }) => language === "console")
    .map(({ text: shown }) => {
      const [command = "", ...lines] = shown.trimEnd().split("\n");
      const [prompt, program, ...args] = (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ""));
      if (prompt !== "$" || program !== "touchstone") throw new Error(`not a command of ours: ${command}`);
      return { args, lines };
    });
}

/** The first shown line that the program does not print at its place; undefined when the document is right. */
export async function wrongLine({ args, lines }: ShownRun, cwd: string): Promise<string | undefined> {
  const { stdout, stderr } = await touchstone(args, { cwd });
  const printed = `${stderr}${stdout}`.split("\n");
  let at = 0;
  let anywhere = false;
  for (const line of lines) {
    if (line === "[...]") {
      anywhere = true;
      continue;
    }
    const found = anywhere ? printed.indexOf(line, at) : printed[at] === line ? at : -1;
    if (found === -1) return `"${line}" is not printed; at line ${at + 1} is\n${printed.slice(at, at + 5).join("\n")}`;
    at = found + 1;
    anywhere = false;
  }
  return undefined;
}

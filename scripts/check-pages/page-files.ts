// The pages as files below docs/checks/: what they should be, how they differ, and writing them.
import { globSync } from "node:fs";
import { mkdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root } from "../build-step.ts";
import { checkPage } from "./check-page.ts";
import { indexPage } from "./index-page.ts";
import { readPageFacts } from "./page-facts.ts";

export const pagesFolder = join(root, "docs/checks");

/** Text by file name, relative to the folder of the pages. */
export type Pages = ReadonlyMap<string, string>;

/** Every page that should be, laid out as prettier demands. */
export async function renderPages(): Promise<Pages> {
  const facts = await readPageFacts();
  const pages = new Map([["README.md", indexPage(facts)]]);
  for (const one of facts) pages.set(`${one.check.id}.md`, checkPage(one));
  for (const [name, text] of pages) pages.set(name, await layOut(text, name));
  return pages;
}

async function layOut(text: string, name: string): Promise<string> {
  const filepath = join(pagesFolder, name);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

export interface PageDifference {
  readonly name: string;
  readonly is: "missing" | "stale" | "too many";
}

/** How the files of the folder differ from the pages that should be, by name. */
export async function differences(pages: Pages, folder = pagesFolder): Promise<readonly PageDifference[]> {
  const found = globSync("**/*.md", { cwd: folder }).map((name) => name.replaceAll("\\", "/"));
  const list: PageDifference[] = [];
  for (const name of [...new Set([...pages.keys(), ...found])].toSorted()) {
    const wanted = pages.get(name);
    if (wanted === undefined) list.push({ name, is: "too many" });
    else if (!found.includes(name)) list.push({ name, is: "missing" });
    else if ((await readFile(join(folder, name), "utf8")) !== wanted) list.push({ name, is: "stale" });
  }
  return list;
}

/** Makes the files what they should be, and says what had to be done. Pages of checks that are gone are deleted. */
export async function writePages(pages: Pages, folder = pagesFolder): Promise<readonly PageDifference[]> {
  const list = await differences(pages, folder);
  for (const { name } of list) {
    const file = join(folder, name);
    const text = pages.get(name);
    if (text === undefined) await remove(file);
    else await replace(file, text);
  }
  return list;
}

async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

/** The last page of a group takes the group's folder with it. */
async function remove(file: string): Promise<void> {
  await rm(file);
  await rmdir(dirname(file)).catch(() => {});
}

// Writes what is generated and kept in the repository: the pages of the checks.
import { differences, renderPages, writePages, type PageDifference } from "./check-pages/page-files.ts";

export async function generate(): Promise<void> {
  const pages = await renderPages();
  for (const { name, is } of await writePages(pages)) {
    process.stdout.write(`${is === "too many" ? "deleted" : "wrote"} docs/checks/${name}\n`);
  }
  process.stdout.write(`${pages.size} pages in docs/checks are up to date\n`);
}

/** A line for each page that `generate` would write or delete. */
export async function stalePages(): Promise<readonly string[]> {
  return (await differences(await renderPages())).map(describe);
}

function describe({ name, is }: PageDifference): string {
  const what = is === "too many" ? "belongs to no check" : `is ${is}`;
  return `docs/checks/${name} ${what}: run \`npm run generate\``;
}

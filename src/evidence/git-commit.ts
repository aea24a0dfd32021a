// The commit that a git work tree has checked out, read from its files: no git is needed, and none is started.
import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Gives the commit of the work tree that a path lies in; undefined where there is none, or it cannot be told. */
export type CommitOf = (path: string) => string | undefined;

const commitId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Remembers paths, so give the folder of a file: most evidence lies in the same few. */
export function commitReader(): CommitOf {
  const known = new Map<string, string | undefined>();
  function ofFolder(folder: string): string | undefined {
    if (known.has(folder)) return known.get(folder);
    const git = gitFolder(folder);
    const parent = dirname(folder);
    const commit = git === undefined ? (parent === folder ? undefined : ofFolder(parent)) : headOf(git);
    known.set(folder, commit);
    return commit;
  }
  return (path) => ofFolder(resolve(path));
}

/** The folder with HEAD: `.git` itself, or what the file `.git` of a further work tree or a submodule names. */
function gitFolder(folder: string): string | undefined {
  const path = join(folder, ".git");
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (found.isDirectory()) return path;
  const named = /^gitdir: (.+)$/m.exec(read(path) ?? "")?.[1];
  return named === undefined ? undefined : resolve(folder, named.trim());
}

function headOf(git: string): string | undefined {
  const head = read(join(git, "HEAD"))?.trim();
  const reference = head === undefined ? undefined : /^ref: (refs\/\S+)$/.exec(head)?.[1];
  if (reference === undefined) return commitOrNothing(head);
  if (reference.split("/").includes("..")) return undefined;
  // Branches of a further work tree are in the folder that all of them share.
  const shared = resolve(git, read(join(git, "commondir"))?.trim() ?? ".");
  return commitOrNothing(read(join(git, reference)) ?? read(join(shared, reference)) ?? packed(shared, reference));
}

function packed(git: string, reference: string): string | undefined {
  const lines = read(join(git, "packed-refs"))?.split("\n") ?? [];
  return lines.find((line) => line.endsWith(` ${reference}`))?.split(" ")[0];
}

function commitOrNothing(text: string | undefined): string | undefined {
  const id = text?.trim();
  return id !== undefined && commitId.test(id) ? id : undefined;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

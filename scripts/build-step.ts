// One step of the set-up: it runs only when its inputs have changed since it last succeeded.
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const root = join(import.meta.dirname, "..");

export interface BuildStep {
  readonly name: string;
  /** Globs, relative to the root, of everything that the outputs depend on. */
  readonly inputs: readonly string[];
  /** Anything else that they depend on, such as a tool's version. */
  readonly salt?: string;
  readonly outputs: readonly string[];
  readonly build: () => Promise<void>;
}

/** Runs the step if it has to; says so on standard error. */
export async function runStep({ name, inputs, salt = "", outputs, build }: BuildStep): Promise<void> {
  const stamp = join(root, ".cache", "stamps", name.replaceAll("/", "-"));
  const digest = digestOf(inputs, salt);
  const done = existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
  if (done && outputs.every((file) => existsSync(join(root, file)))) return;
  process.stderr.write(`set-up: ${name}\n`);
  const start = performance.now();
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
  process.stderr.write(`set-up: ${name}, done in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}

function digestOf(inputs: readonly string[], salt: string): string {
  const hash = createHash("sha256").update(salt);
  const files = [...new Set(inputs.flatMap((pattern) => globSync(pattern, { cwd: root })))].toSorted();
  for (const file of files) {
    const path = join(root, file);
    if (!statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

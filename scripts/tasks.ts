// The tasks behind `npm run`: each does the set-up first, so that none of them depends on what ran before.
import { styleText } from "node:util";
import { execa } from "execa";
import { join } from "node:path";
import { root } from "./build-step.ts";
import { SetupError } from "./go.ts";
import { setUp } from "./setup.ts";

const tasks: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  setup: async () => {},
  demo: async () => (await import("./demo.ts")).demo(),
  test: async (args) => (await import("./test.ts")).test(args),
  ready: async () => (await import("./ready.ts")).ready(),
  generate: async () => (await import("./generate.ts")).generate(),
  bench: (args) => node("bench/main.ts", args),
  "new-check": async (args) => void (await (await import("./new-check.ts")).newCheck(args)),
  touchstone: (args) => node("dist/cli.js", args),
};

async function node(script: string, args: readonly string[]): Promise<void> {
  const { exitCode } = await execa(process.execPath, [join(root, script), ...args], {
    stdio: "inherit",
    reject: false,
  });
  process.exitCode = exitCode ?? 3;
}

const [name = "", ...args] = process.argv.slice(2);
try {
  const task = tasks[name];
  if (!task) throw new SetupError(`unknown task ${name}; there are ${Object.keys(tasks).join(", ")}`);
  await setUp();
  await task(args);
} catch (thrown) {
  if (!(thrown instanceof SetupError)) throw thrown;
  process.stderr.write(`${styleText("red", "error:", { stream: process.stderr })} ${thrown.message}\n`);
  process.exitCode = 3;
}

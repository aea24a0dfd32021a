// The command line of the benchmark, as far as it goes without measuring.
import assert from "node:assert/strict";
import { test } from "node:test";
import { execa } from "execa";
import { packageFile } from "../../src/package-root.ts";

async function bench(
  ...args: readonly string[]
): Promise<{ readonly code: number | undefined; readonly said: string }> {
  const result = await execa(process.execPath, [packageFile("bench", "main.ts"), ...args], { reject: false });
  return { code: result.exitCode, said: `${result.stdout}${result.stderr}` };
}

test("--help lists the benchmarks and is no error", async () => {
  const { code, said } = await bench("--help");
  assert.equal(code, 0);
  for (const name of ["scan", "start", "memory", "install"]) assert.match(said, new RegExp(`^  ${name} `, "m"));
});

const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
  [["weigh"], /unknown command 'weigh'/],
  [["scan", "--rounds", "0"], /--rounds.*whole number from 1 on/],
  [["scan", "--repeat", "twice"], /--repeat.*whole number from 1 on/],
  [["scan", "--only", "abacus"], /there is no tool abacus; there are touchstone, conftest/],
  [["scan", "one", "two"], /too many arguments/],
  [["scan", "no-such-folder", "--only", "touchstone"], /no-such-folder does not exist/],
  [["scan", packageFile("toolchain"), "--only", "touchstone"], /there is nothing to scan in/],
  [["memory", "--size", "-1"], /--size.*whole number from 1 on/],
  [["start", "--faster"], /unknown option '--faster'/],
];
for (const [args, message] of mistakes) {
  test(`bench ${args.join(" ").replace(packageFile(), "")} is refused with a reason`, async () => {
    const { code, said } = await bench(...args);
    assert.match(said, message);
    assert.equal(code, 3);
  });
}

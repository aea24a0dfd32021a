// `npm run bench -- scan | start | memory | rego | coverage | graphs | assess | sarif | install`: prints the table on standard output, its progress on standard error.
import { CommanderError } from "commander";
import { TouchstoneError } from "../src/model/index.ts";
import { BenchError } from "./bench-error.ts";
import { buildProgram } from "./program.ts";

const program = buildProgram({
  out: (text) => process.stdout.write(text),
  progress: (line) => process.stderr.write(`${line}\n`),
  exit: (code) => void (process.exitCode = code),
});

try {
  await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError) {
    // Commander has said it; asking for help is no mistake.
    process.exitCode = thrown.exitCode === 0 ? 0 : 3;
  } else if (thrown instanceof BenchError || thrown instanceof TouchstoneError) {
    process.stderr.write(`error: ${thrown.message}\n`);
    process.exitCode = 3;
  } else throw thrown;
}

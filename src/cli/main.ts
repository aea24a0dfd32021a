#!/usr/bin/env node
// The command `touchstone`.
import * as nodeModule from "node:module";
import { join } from "node:path";
import { exitCodes } from "../model/index.ts";
import { reportError } from "./errors.ts";
import { cacheFolder } from "../cache-folder.ts";

// Node keeps compiled code between runs when it is told where; older versions cannot.
if (!import.meta.url.endsWith(".ts")) nodeModule.enableCompileCache?.(join(cacheFolder(), "node"));

// A reader that stops early, such as `head`, is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { runProgram } = await import("./program.ts");
    return await runProgram(process.argv.slice(2));
  } catch (thrown) {
    // Commander has printed its message; help and version are no mistakes.
    if (isCommanderError(thrown)) return thrown.exitCode === 0 ? 0 : exitCodes.usage;
    return reportError(thrown);
  }
}

function isCommanderError(thrown: unknown): thrown is { readonly exitCode: number } {
  return thrown instanceof Error && "code" in thrown && String(thrown.code).startsWith("commander.");
}

// An empty Node.js program: what no program in this language can start faster than.
import type { Tool } from "../tool.ts";

export const emptyNode: Tool = {
  name: "node -e 0",
  about: "an empty program, the least that any Node.js program takes",
  exitCodes: [0],
  find: async () => ({ file: process.execPath, version: process.versions.node }),
  prepare: async ({ file }) => ({ file, args: ["-e", "0"] }),
  readOutput: undefined,
};

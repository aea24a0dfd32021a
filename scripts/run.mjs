// The door to every `npm run` task: installs what is missing, then hands over to Node 24 and the task's own script.
// Plain JavaScript without dependencies, because on a fresh machine there is nothing else yet.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const stamp = join(root, "node_modules", ".touchstone-installed");
const [task = "", ...args] = process.argv.slice(2);

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) stop(`Node.js ${process.versions.node} is too old: install Node.js 20 or newer.`);

const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  process.stderr.write("set-up: installing dependencies\n");
  run(process.platform === "win32" ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stamp, wanted);
}
const node = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
// Types are stripped and WASI is used knowingly: Node's notes on both are not for whoever runs a task.
const quiet = ["--disable-warning=ExperimentalWarning"];
run(existsSync(node) ? node : process.execPath, [...quiet, join(root, "scripts", "tasks.ts"), task, ...args]);

function run(command, parameters) {
  const { status, error } = spawnSync(command, parameters, { cwd: root, stdio: ["inherit", "inherit", "inherit"] });
  if (error) stop(`${command} could not be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 3);
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(3);
}

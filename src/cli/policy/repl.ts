// `touchstone policy repl`: an interactive session of OPA's, at a terminal or through a pipe. A mistake never ends it.
import { createInterface } from "node:readline/promises";
import { TouchstoneError, exitCodes } from "../../model/index.ts";
import type { RegoToolchain } from "../../toolchain/rego-toolchain.ts";
import { readPolicyFiles, readText, type DataDocument } from "./policy-files.ts";
import { tellingProblems } from "./problems.ts";
import { openToolchain, sharedRules } from "./toolchain.ts";

/** What a line led to. */
interface Answer {
  readonly output: string;
  /** What the policies printed. */
  readonly prints: string;
  readonly error: string;
  /** The statement goes on in the next line. */
  readonly more: boolean;
  readonly ended: boolean;
}

interface Content {
  readonly modules: Readonly<Record<string, string>>;
  readonly documents: readonly DataDocument[];
}

const empty: Content = { modules: {}, documents: [] };

export async function repl(paths: readonly string[]): Promise<number> {
  const content = paths.length === 0 ? empty : await readContent(paths);
  return tellingProblems(content.modules, async () => {
    const toolchain = await openToolchain();
    toolchain.ask({ op: "repl-start", ...content });
    await new Session(toolchain, content).run();
    return exitCodes.passed;
  });
}

async function readContent(paths: readonly string[]): Promise<Content> {
  const { modules, documents } = await readPolicyFiles(paths, { tests: true, data: true, dataAlone: true });
  return { modules: { ...(await sharedRules(modules)), ...modules }, documents };
}

class Session {
  readonly #toolchain: RegoToolchain;
  readonly #start: Content;
  #unfinished = false;

  constructor(toolchain: RegoToolchain, start: Content) {
    this.#toolchain = toolchain;
    this.#start = start;
  }

  async run(): Promise<void> {
    const terminal = process.stdin.isTTY;
    const lines = createInterface({ input: process.stdin, ...(terminal && { output: process.stderr }), terminal });
    if (terminal) {
      process.stderr.write(`OPA ${this.#toolchain.version()} in Touchstone. :help lists the commands, :quit ends.\n`);
      lines.setPrompt("> ");
      lines.prompt();
      // Ctrl-C drops what was begun, as in a shell; at an empty prompt Ctrl-D ends.
      lines.on("SIGINT", () => {
        if (this.#unfinished) this.#read("", true);
        process.stderr.write("\n");
        lines.setPrompt("> ");
        lines.prompt();
      });
    }
    for await (const line of lines) {
      if (await this.#take(line)) break;
      if (!terminal) continue;
      lines.setPrompt(this.#unfinished ? "| " : "> ");
      lines.prompt();
    }
    lines.close();
    if (this.#unfinished) this.#show(this.#read("", true));
  }

  /** Whether the session ends. */
  async #take(line: string): Promise<boolean> {
    const command = this.#unfinished ? undefined : /^:(\w+)\s*(.*)$/.exec(line.trim());
    try {
      if (!command) return this.#show(this.#read(line, false));
      return await this.#command(command[1] ?? "", command[2] ?? "");
    } catch (thrown) {
      if (!(thrown instanceof TouchstoneError)) throw thrown;
      process.stderr.write(`error: ${thrown.message}\n`);
      return false;
    }
  }

  async #command(name: string, argument: string): Promise<boolean> {
    switch (name) {
      case "load": {
        this.#toolchain.ask({ op: "repl-load", ...(await readContent([needed(argument, ":load PATH")])) });
        return false;
      }
      case "input": {
        const file = needed(argument, ":input FILE");
        this.#toolchain.ask({ op: "repl-input", document: { file, path: [], text: await readText(file) } });
        return false;
      }
      case "reset":
        this.#toolchain.ask({ op: "repl-start", ...this.#start });
        return false;
      case "show":
        return this.#show(this.#read("show", false));
      case "quit":
        return true;
      case "help":
        process.stdout.write(help);
        return this.#show(this.#read("help", false));
      default:
        throw new TouchstoneError("E_USAGE", `there is no command :${name}; :help lists them`, "Write :help.");
    }
  }

  #read(line: string, last: boolean): Answer {
    const answer = this.#toolchain.ask({ op: "repl-line", line, last }) as Answer;
    this.#unfinished = answer.more;
    return answer;
  }

  /** All of it to standard output, as `opa run` does: it is the record of the session. */
  #show({ output, prints, error, ended }: Answer): boolean {
    process.stdout.write(`${prints}${output}${error === "" ? "" : `${error}\n`}`);
    return ended;
  }
}

function needed(argument: string, usage: string): string {
  if (argument !== "") return argument;
  throw new TouchstoneError("E_USAGE", `a file is missing: ${usage}`, "Name one.");
}

const help = `:load PATH   add policies and data; what is loaded again is replaced
:input FILE  read the input document from a JSON or YAML file
:show        the rules of this session
:reset       forget them, and what was loaded since the start
:quit        end

OPA's own words:
`;

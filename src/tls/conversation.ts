// One connection: what is sent, and what comes back, up to a limit of time and of bytes.
import { connect, type Socket } from "node:net";

/** Why a connection gives no more. */
export type Ending = "closed" | "reset" | "silent" | "flooded";

/** The connection was not made, or gave nothing that could be used. */
export class Unreached extends Error {}

/** What a conversation may not exceed, whatever the server sends. */
const mostBytes = 1024 * 1024;

export class Conversation {
  readonly socket: Socket;
  readonly #until: number;
  #received = Buffer.alloc(0);
  #ending: Ending | undefined;
  #wake: () => void = () => undefined;
  readonly #timer: NodeJS.Timeout;

  private constructor(socket: Socket, milliseconds: number) {
    this.socket = socket;
    this.#until = performance.now() + milliseconds;
    this.#timer = setTimeout(() => this.#end("silent"), milliseconds);
    socket.on("data", this.#onData);
    socket.on("end", () => this.#end("closed"));
    socket.on("close", () => this.#end("closed"));
    socket.on("error", () => this.#end("reset"));
  }

  /**
   * The time is that of the whole conversation.
   * @throws Unreached
   */
  static async open(address: string, port: number, milliseconds: number): Promise<Conversation> {
    const begun = performance.now();
    const socket = await new Promise<Socket>((resolve, reject) => {
      const opening = connect({ host: address, port, noDelay: true });
      const fail = (why: string): void => {
        clearTimeout(timer);
        opening.destroy();
        reject(new Unreached(why));
      };
      const timer = setTimeout(() => fail(`no connection within ${seconds(milliseconds)}`), milliseconds);
      opening.once("connect", () => {
        clearTimeout(timer);
        opening.removeAllListeners("error");
        resolve(opening);
      });
      opening.once("error", (error: NodeJS.ErrnoException) => fail(reasonOf(error)));
    });
    return new Conversation(socket, Math.max(1, milliseconds - (performance.now() - begun)));
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#received = Buffer.concat([this.#received, chunk]);
    if (this.#received.length > mostBytes) this.#end("flooded");
    this.#wake();
  };

  #end(ending: Ending): void {
    this.#ending ??= ending;
    this.#wake();
  }

  get received(): Buffer {
    return this.#received;
  }

  get millisecondsLeft(): number {
    return Math.max(0, this.#until - performance.now());
  }

  send(bytes: Buffer | string): void {
    if (this.#ending === undefined) this.socket.write(bytes);
  }

  /** Waits until what was received answers, which `read` says by a value; or until nothing more comes: then why. */
  async until<Value extends object>(read: (received: Buffer) => Value | undefined): Promise<Value | Ending> {
    for (;;) {
      const value = this.#received.length > 0 ? read(this.#received) : undefined;
      if (value !== undefined) return value;
      if (this.#ending !== undefined) return this.#ending;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Forgets what was read so far. */
  forget(bytes: number): void {
    this.#received = this.#received.subarray(bytes);
  }

  /** The socket alone, for somebody else to speak on; what comes is no longer read here. */
  handOver(): Socket {
    clearTimeout(this.#timer);
    this.socket.off("data", this.#onData);
    return this.socket;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.socket.destroy();
  }
}

export function seconds(milliseconds: number): string {
  const number = Math.round(milliseconds / 100) / 10;
  return `${number} second${number === 1 ? "" : "s"}`;
}

function reasonOf({ code = "" }: NodeJS.ErrnoException): string {
  return reasons[code] ?? `the connection failed${code === "" ? "" : ` (${code})`}`;
}

const reasons: Readonly<Partial<Record<string, string>>> = {
  ECONNREFUSED: "nothing listens there: the connection is refused",
  ECONNRESET: "the connection is reset",
  EHOSTUNREACH: "there is no route to the host",
  ENETUNREACH: "there is no route to the network",
  ETIMEDOUT: "no connection within the time limit of the system",
  EMFILE: "too many files are open here: ask fewer endpoints at once",
};

// Asks one endpoint hello by hello, within its budget, and keeps what all answers tell together.
import { generateKeyPairSync } from "node:crypto";
import type { TlsGap, TlsTopic } from "../model/index.ts";
import type { RecordVersion } from "./codes.ts";
import { groupsOf } from "./codes.ts";
import { Spent, type Budget } from "./budget.ts";
import { clientHello, type Hello } from "./client-hello.ts";
import { sayHello, type Reached, type Said } from "./say-hello.ts";

export type Accepted = Extract<Said, { state: "accepted" }>;

/** A hello that was accepted, to be said again. */
interface Proof {
  readonly version: RecordVersion;
  readonly suites: readonly number[];
  readonly groups: readonly number[];
}

/** More than these are not kept: they would be those of other names. */
const mostChains = 8;

export class Asking {
  readonly endpoint: Reached;
  readonly budget: Budget;
  readonly #gaps = new Map<string, TlsGap>();
  readonly chains = new Map<string, readonly Buffer[]>();
  readonly dhBits = new Set<number>();
  stapled: boolean | null = null;
  compression: boolean | null = null;
  secureRenegotiation: boolean | null = null;
  tlsOptional: boolean | null = null;
  /** Whether a connection was ended where an alert would have said no. */
  hasEnded = false;
  #proof: Proof | undefined;

  constructor(endpoint: Reached, budget: Budget) {
    this.endpoint = endpoint;
    this.budget = budget;
  }

  /** Questions without an answer; each once, in alphabetical order. */
  get gaps(): readonly TlsGap[] {
    return [...this.#gaps].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, gap]) => gap);
  }

  gap(about: TlsTopic, reason: string): void {
    this.#gaps.set(`${about} ${reason}`, { about, reason });
  }

  /** Says hello; an ending without a word is asked about again, once. */
  async say(version: RecordVersion, suites: readonly number[], groups = groupsOf(version)): Promise<Said> {
    const hello: Hello = { version, suites, groups, servername: this.endpoint.servername };
    let said = await this.#once(hello);
    if (said.state === "ended") said = await this.#once(hello);
    if (said.state === "ended") this.hasEnded = true;
    if (said.state === "accepted") {
      this.#proof ??= { version, suites, groups };
      this.#learn(said);
    }
    return said;
  }

  /** The hello of TLS 1.3 with a key, for servers that ask for none. */
  async sayWithKey(suites: readonly number[]): Promise<Said> {
    const { publicKey } = generateKeyPairSync("x25519");
    const key = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
    const { servername } = this.endpoint;
    return this.#once({ version: "TLSv1.3", suites, groups: [29], servername, keyShares: [[29, key]] });
  }

  /** Whether what was accepted once is accepted still: if not, endings of connections say nothing of what was asked. */
  async stillAnswers(): Promise<boolean> {
    if (!this.#proof) return false;
    const { version, suites, groups } = this.#proof;
    const said = await this.#once({ version, suites, groups, servername: this.endpoint.servername });
    return said.state === "accepted";
  }

  /** Runs a part of the questions; when nothing more may be asked, that is a gap. */
  async part<Result>(about: TlsTopic, what: string, otherwise: Result, ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof Spent)) throw thrown;
      this.gap(about, `${what}: ${thrown.message}`);
      return otherwise;
    }
  }

  #once(hello: Hello): Promise<Said> {
    return this.budget.spend((milliseconds) => sayHello({ ...this.endpoint, milliseconds }, clientHello(hello)));
  }

  #learn({ hello, answer, tlsOptional }: Accepted): void {
    this.tlsOptional = tlsOptional ?? this.tlsOptional;
    if (hello.version === 0x0304) return;
    this.compression = this.compression === true || hello.compression;
    this.secureRenegotiation = this.secureRenegotiation !== false && hello.secureRenegotiation;
    if (answer.dhBits !== undefined) this.dhBits.add(answer.dhBits);
    if (answer.stapled === true) this.stapled = true;
    if (!answer.isWhole) this.gap("certificates", "an answer stopped after the server's hello");
    this.addChain(answer.chain ?? []);
  }

  addChain(chain: readonly Buffer[]): void {
    const [first] = chain;
    if (!first || this.chains.size >= mostChains) return;
    this.chains.set(chain.map((certificate) => certificate.toString("base64")).join(), chain);
  }
}

// Measures one endpoint: what it accepts of TLS, and what it shows of itself.
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { describeSuite, tlsVersions, type TlsMeasurement } from "../model/index.ts";
import { Asking } from "./ask.ts";
import { Budget, Spent, type Limits } from "./budget.ts";
import { oldestHello } from "./client-hello.ts";
import { suitesOf } from "./codes.ts";
import { enumerateGroups, enumerateSuites, findPreference, type Enumerated } from "./enumerate.ts";
import { askHttp, shakeHands } from "./handshake.ts";
import { isPlainRedis } from "./plain-protocol.ts";
import { sayOldestHello, type Said } from "./say-hello.ts";
import type { TlsTarget } from "./target.ts";

export interface MeasureOptions extends Limits {
  /** Of Touchstone, which HTTP servers are told. */
  readonly version: string;
  /** Stands in for the system's resolver. */
  readonly resolve?: (host: string) => Promise<string>;
}

/** Never throws for what the network or the server does: that is the outcome. */
export async function measureEndpoint(target: TlsTarget, options: MeasureOptions): Promise<TlsMeasurement> {
  const budget = new Budget(options);
  const failed = (
    reason: string,
    address = "",
    outcome: "plain" | "not-measured" = "not-measured",
  ): TlsMeasurement => ({
    ...target,
    address,
    outcome,
    reason,
    connections: budget.made,
    ...nothing,
  });
  let address: string;
  try {
    address = await resolved(target.host, options);
  } catch (thrown) {
    return failed(thrown instanceof Unresolved ? thrown.message : "the name cannot be resolved");
  }
  const asking = new Asking({ ...target, address, milliseconds: options.milliseconds }, budget);
  try {
    const first = await firstContact(asking);
    if (first.state === "plain") return failed(first.reason, address, "plain");
    const protocols = first.state === "unknown" ? [] : await allVersions(asking);
    if (protocols.length === 0) {
      const isPlain =
        target.mode === "redis" && (await budget.spend((most) => isPlainRedis(address, target.port, most)));
      return isPlain ? failed("Redis answers a ping without TLS", address, "plain") : failed(whyNone(first), address);
    }
    return { ...target, address, outcome: "measured", reason: "", ...(await details(asking, protocols, options)) };
  } catch (thrown) {
    if (!(thrown instanceof Spent)) throw thrown;
    return failed(thrown.message, address);
  }
}

const nothing = {
  gaps: [],
  protocols: [],
  groups: [],
  dhBits: [],
  chains: [],
  ocspStapled: null,
  alpn: null,
  compression: null,
  secureRenegotiation: null,
  serverPreference: null,
  tlsOptional: null,
  http: null,
} as const;

class Unresolved extends Error {}

/** Once: all connections go to this address. */
async function resolved(host: string, { resolve, milliseconds }: MeasureOptions): Promise<string> {
  if (isIP(host) !== 0) return host;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unresolved("the name is not resolved within the time limit")), milliseconds);
  });
  try {
    return await Promise.race([resolve ? resolve(host) : lookup(host).then(({ address }) => address), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether there is anything to ask: a server that does not answer the commonest hello at all is not asked the others. */
async function firstContact(asking: Asking): Promise<Said> {
  return asking.say("TLSv1.2", suitesOf("TLSv1.2").slice(-128));
}

function whyNone(first: Said): string {
  if (first.state === "accepted") return "its answers change from one hello to the next";
  if (first.state === "refused") return `it speaks TLS, and accepts no hello: ${first.reason}`;
  return first.reason;
}

/** All that are accepted, the oldest first. */
async function allVersions(asking: Asking): Promise<readonly Enumerated[]> {
  const found = await Promise.all(
    tlsVersions.map(async (name): Promise<Enumerated | undefined> => {
      if (name === "SSLv2") return (await speaksOldest(asking)) ? { name, suites: [] } : undefined;
      const suites = await enumerateSuites(asking, name);
      return suites.length > 0 ? { name, suites } : undefined;
    }),
  );
  return found.filter((one) => one !== undefined);
}

/** Of SSLv2 every ending is a refusal: a server that speaks something newer has no other words for it. */
async function speaksOldest(asking: Asking): Promise<boolean> {
  return asking.part("protocols", "SSLv2", false, () =>
    asking.budget.spend(async (milliseconds) => {
      const said = await sayOldestHello(
        { ...asking.endpoint, milliseconds: Math.min(milliseconds, 3000) },
        oldestHello(),
      );
      return said === "yes";
    }),
  );
}

async function details(
  asking: Asking,
  protocols: readonly Enumerated[],
  options: MeasureOptions,
): Promise<Omit<TlsMeasurement, keyof TlsTarget | "address" | "outcome" | "reason">> {
  const { budget, endpoint } = asking;
  const groups = new Set<string>();
  const newest = protocols.find(({ name }) => name === "TLSv1.3");
  const older = protocols.findLast(({ name }) => name !== "TLSv1.3");
  if (newest) await asking.part("groups", "TLSv1.3", undefined, () => enumerateGroups(asking, newest, groups));
  if (older) await asking.part("groups", older.name, undefined, () => enumerateGroups(asking, older, groups));
  const serverPreference = older
    ? await asking.part("order", "the order of suites", null, () => findPreference(asking, older))
    : null;
  const shaken = await asking.part("handshake", "a whole handshake", undefined, () =>
    budget.spend((milliseconds) => shakeHands({ ...endpoint, milliseconds })),
  );
  if (shaken) asking.addChain(shaken.chain);
  else asking.gap("handshake", "no whole handshake came about");
  const http =
    endpoint.mode === "https"
      ? await asking.part("http", "GET /", undefined, () =>
          budget.spend((milliseconds) => askHttp({ ...endpoint, milliseconds }, options.version)),
        )
      : undefined;
  if (endpoint.mode === "https" && !http) asking.gap("http", "GET /: no answer of HTTP over TLS");
  if (asking.chains.size === 0 && protocols.some(isCertified)) asking.gap("certificates", "no handshake showed any");
  if (asking.hasEnded && !(await asking.part("protocols", "a last hello", false, () => asking.stillAnswers())))
    asking.gap("protocols", "it ended connections, and no longer answers what it answered before");
  const isSeen = shaken !== undefined || asking.chains.size > 0;
  return {
    connections: budget.made,
    gaps: asking.gaps,
    protocols,
    groups: [...groups],
    dhBits: [...asking.dhBits].toSorted((left, right) => left - right),
    chains: [...asking.chains.values()].map((chain) => chain.map((certificate) => certificate.toString("base64"))),
    ocspStapled: shaken?.stapled === true || asking.stapled === true || (isSeen ? false : null),
    alpn: shaken?.alpn ?? null,
    compression: asking.compression,
    secureRenegotiation: asking.secureRenegotiation,
    serverPreference,
    tlsOptional: asking.tlsOptional,
    http: http ?? null,
  };
}

/** Whether a suite needs a certificate. */
function isCertified({ suites }: Enumerated): boolean {
  return suites.some((name) => !["none", "PSK", "SRP"].includes(describeSuite(name)?.authentication ?? ""));
}

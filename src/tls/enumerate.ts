// Finds all that a server accepts, by asking again without what it chose, until it refuses.
import { describeSuite, type TlsVersion } from "../model/index.ts";
import type { Asking } from "./ask.ts";
import { Spent } from "./budget.ts";
import { groupName, groupsOf, suiteCode, suiteName, suitesOf, versionCodes, type RecordVersion } from "./codes.ts";

/** Some servers give up on hellos with more. */
const mostInHello = 128;

export interface Enumerated {
  readonly name: TlsVersion;
  /** IANA's names. */
  readonly suites: readonly string[];
}

/** The suites of a version; none when it is refused. Weak ones are asked for first. */
export async function enumerateSuites(asking: Asking, version: RecordVersion): Promise<readonly string[]> {
  const all = suitesOf(version);
  const found: number[] = [];
  try {
    for (let at = 0; at < all.length; at += mostInHello)
      await enumerateSome(asking, version, new Set(all.slice(at, at + mostInHello)), found);
  } catch (thrown) {
    if (!(thrown instanceof Spent)) throw thrown;
    asking.gap(found.length === 0 ? "protocols" : "suites", `${version}: ${thrown.message}`);
  }
  return found.flatMap((code) => suiteName(code) ?? []);
}

async function enumerateSome(
  asking: Asking,
  version: RecordVersion,
  asked: Set<number>,
  found: number[],
): Promise<void> {
  while (asked.size > 0) {
    let said = await asking.say(version, [...asked]);
    if (version === "TLSv1.3" && said.state !== "accepted" && found.length === 0)
      said = await asking.sayWithKey([...asked]);
    if (said.state === "unknown" || said.state === "plain")
      asking.gap(found.length === 0 ? "protocols" : "suites", `${version}: ${said.reason}`);
    if (said.state !== "accepted") return;
    // A server that chose another version refuses this one.
    if (said.hello.version !== versionCodes[version]) return;
    if (!asked.delete(said.hello.suite)) {
      asking.gap("suites", `${version}: it chose a suite that it was not offered`);
      return;
    }
    found.push(said.hello.suite);
  }
}

/** The groups of a version, with suites that have one. */
export async function enumerateGroups(
  asking: Asking,
  { name, suites }: Enumerated,
  groups: Set<string>,
): Promise<void> {
  const version = name === "SSLv2" ? "SSLv3" : name;
  const isCurved = (suite: string): boolean => /^(?:any|ECDH)/.test(describeSuite(suite)?.keyExchange ?? "");
  const offered = suites.filter((suite) => isCurved(suite) && !suite.includes("_PSK_")).map(suiteCode);
  if (offered.length === 0) return;
  const asked = new Set(groupsOf(version));
  let kept: readonly number[] = [];
  for (;;) {
    const said = await asking.say(version, offered, [...asked, ...kept]);
    if (said.state === "unknown" || said.state === "plain") asking.gap("groups", `${version}: ${said.reason}`);
    const isAccepted = said.state === "accepted" && said.hello.version === versionCodes[version];
    if (!isAccepted) {
      // A certificate of a curve is used only for clients that know the curve: it is offered again, behind all others.
      const again = curvesOfCertificates.filter((code) => !asked.has(code));
      if (kept.length > 0 || again.length === 0 || said.state === "unknown") return;
      kept = again;
      continue;
    }
    const { group = "" } = said.answer;
    const code = [...asked].find((one) => groupName(one) === group);
    if (code === undefined) {
      const isKnown = kept.some((one) => groupName(one) === group);
      if (!isKnown) asking.gap("groups", `${version}: it chose a group that it was not offered, or none`);
      return;
    }
    groups.add(group);
    asked.delete(code);
    if (asked.size === 0) return;
  }
}

const curvesOfCertificates: readonly number[] = [23, 24, 25];

/** Whether the server's order of suites decides: it does when it chooses the same of two, whichever comes first. */
export async function findPreference(asking: Asking, { name, suites }: Enumerated): Promise<boolean | null> {
  const [first, last] = [suites.at(0), suites.at(-1)];
  if (name === "SSLv2" || first === undefined || last === undefined || first === last) return null;
  const pair = [suiteCode(first), suiteCode(last)];
  const one = await asking.say(name, pair);
  const other = await asking.say(name, pair.toReversed());
  if (one.state !== "accepted" || other.state !== "accepted") return null;
  return one.hello.suite === other.hello.suite;
}

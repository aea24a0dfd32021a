// Compares the verdicts of a peer's checks with those of their counterparts, object by object, and explains the differences.
import { compareIds } from "./compare-ids.ts";
import { conditions } from "./conditions.ts";
import type { Explanation, PeerData } from "./read-peer-data.ts";
import type { ManifestObject } from "./read-manifests.ts";
import { fold, type ObjectKey, type Verdict, type Verdicts } from "./verdicts.ts";

export interface ComparedCheck {
  readonly check: string;
  readonly counterparts: readonly string[];
  /** Objects on which both pass or fail. */
  readonly both: number;
  readonly agree: number;
  readonly onlyPeerFails: number;
  readonly onlyTouchstoneFails: number;
  /** What explains the differences, with the objects that it does; those that explain nothing are stale. */
  readonly explained: readonly { readonly explanation: Explanation; readonly objects: readonly ObjectKey[] }[];
  readonly unexplained: readonly Difference[];
}

/** One side fails, the other one passes, does not judge, or says nothing at all. */
export interface Difference {
  readonly object: ObjectKey;
  readonly fails: "peer" | "touchstone";
  readonly peer: Verdict | undefined;
  readonly touchstone: Verdict | undefined;
  /** How many explanations fit: none, or more than the one that should. */
  readonly explanations: number;
}

/** In the order of the ids. */
export function compareVerdicts(
  { checks }: Pick<PeerData, "checks">,
  peer: Verdicts,
  touchstone: Verdicts,
  objects: ReadonlyMap<ObjectKey, ManifestObject>,
): readonly ComparedCheck[] {
  return Object.entries(checks)
    .toSorted(([a], [b]) => compareIds(a, b))
    .map(([check, { counterparts, differences = [] }]) => {
      const theirs = peer.get(check) ?? new Map<ObjectKey, Verdict>();
      const ours = counterparts.map((id) => touchstone.get(id) ?? new Map<ObjectKey, Verdict>());
      const keys = [...new Set([...theirs.keys(), ...ours.flatMap((verdicts) => [...verdicts.keys()])])].toSorted();
      const explained = differences.map((explanation) => ({ explanation, objects: [] as ObjectKey[] }));
      const unexplained: Difference[] = [];
      const counts = { both: 0, agree: 0, onlyPeerFails: 0, onlyTouchstoneFails: 0 };
      for (const object of keys) {
        const their = theirs.get(object);
        const our = fold(ours.flatMap((verdicts) => verdicts.get(object) ?? []));
        const judged = isJudged(their) && isJudged(our);
        if (judged) counts.both++;
        if (judged && their?.outcome === our?.outcome) counts.agree++;
        if ((their?.outcome === "fail") === (our?.outcome === "fail")) continue;
        const fails = their?.outcome === "fail" ? "peer" : "touchstone";
        if (fails === "peer") counts.onlyPeerFails++;
        else counts.onlyTouchstoneFails++;
        const difference = { object, fails, peer: their, touchstone: our } as const;
        const fitting = explained.filter(({ explanation }) => fits(explanation, difference, objects.get(object)));
        if (fitting.length === 1) fitting[0]?.objects.push(object);
        else unexplained.push({ ...difference, explanations: fitting.length });
      }
      return { check, counterparts, ...counts, explained, unexplained };
    });
}

function isJudged(verdict: Verdict | undefined): boolean {
  return verdict?.outcome === "pass" || verdict?.outcome === "fail";
}

function fits(
  { fails, kinds, where = [], says }: Explanation,
  difference: Omit<Difference, "explanations">,
  object: ManifestObject | undefined,
): boolean {
  if (fails !== difference.fails) return false;
  if (object === undefined) return kinds === undefined && where.length === 0 && says === undefined;
  if (kinds !== undefined && !kinds.includes(object.kind)) return false;
  const messages = [...(difference.peer?.says ?? []), ...(difference.touchstone?.says ?? [])];
  if (says !== undefined && !messages.some((message) => message.includes(says))) return false;
  return where.every((name) => conditions[name](object));
}

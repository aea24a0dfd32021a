// Intents are evidence for controls too: each check that was written from one has the mappings of its kind.
import { intentCheckId, statedKind, type Intents, type Mapping } from "../../model/index.ts";

/** What mapping files call the checks of all intents of a kind. */
export const intentKinds = ["intent/deny", "intent/allow", "intent/least-privilege"] as const;
type IntentKind = (typeof intentKinds)[number];

/** Mapping files speak of kinds of intents as of checks without CWEs. */
export const intentKindChecks = intentKinds.map((id) => ({ id, cwe: [] }));

export function isIntentKind(id: string): boolean {
  return intentKinds.some((kind) => kind === id);
}

export function mapIntents(
  { segmentation, leastPrivilege }: Intents,
  templates: readonly Mapping[],
): readonly Mapping[] {
  const kinds: readonly { readonly name: string; readonly kind: IntentKind }[] = [
    ...segmentation.map((intent) => ({ name: intent.name, kind: `intent/${statedKind(intent)}` as const })),
    ...leastPrivilege.map(({ name }) => ({ name, kind: "intent/least-privilege" as const })),
  ];
  return kinds.flatMap(({ name, kind }) =>
    templates
      .filter(({ check }) => check === kind)
      .map((mapping) => ({ ...mapping, check: intentCheckId(name), own: true as const })),
  );
}

// Reads settings for tests: documents without what says nothing, and the lines of what they say.
import { TouchstoneError, type Transport } from "../../../src/model/index.ts";
import type { PlacedTransport, Wrong } from "../../../src/evidence/transport/draft.ts";

export const wrong: Wrong = (line, what) => new TouchstoneError("E_PLATFORM", `line ${line}: ${what}`, "Correct it.");

/** What it says, each setting as its value with a `?` where it is a default; ends as `address:port tls|plain|unknown`. */
export function told({ document }: PlacedTransport): Readonly<Record<string, unknown>> {
  const { name, role, ends, protocols, ciphers, groups, clientAuth, verifiesPeer, hsts, passwordEncryption } = document;
  const settings = { protocols, ciphers, groups, clientAuth, verifiesPeer, hsts, passwordEncryption };
  const shown = Object.entries(settings).flatMap(([setting, stated]) =>
    stated === null ? [] : [[stated.source === "default" ? `${setting}?` : setting, valueOf(stated.value)]],
  );
  return {
    name: `${role} ${name}`,
    ends: ends.map(endOf),
    ...(Object.fromEntries(shown) as object),
    ...(document.certificates.length > 0 && { certificates: document.certificates }),
    ...(document.access.length > 0 && { access: document.access }),
    ...(document.includes.length > 0 && { includes: document.includes }),
    ...(!document.complete && { complete: false }),
  };
}

function valueOf(value: unknown): unknown {
  return Array.isArray(value) ? value.join(" ") : value;
}

function endOf({ address, port, encrypted, local, answers }: Transport["ends"][number]): string {
  const tls = encrypted === null ? "unknown" : encrypted ? "tls" : "plain";
  return [
    `${address}:${port ?? ""}`,
    tls,
    ...(local ? ["local"] : []),
    ...(answers === "content" ? [] : [answers]),
  ].join(" ");
}

/** Lines of what is said, by its name. */
export function lines({ places }: PlacedTransport): Readonly<Record<string, number>> {
  return Object.fromEntries(places);
}

// The credentials of a run: what a record of rotations names, Secrets, and keys of the API server. They are brought together when all of it is read.
import type { Credential, Location, Subject } from "../../model/index.ts";
import type { CollectedObject } from "../collected.ts";
import { hoursSince } from "../hours-since.ts";
import type { InsideContext, InsideReader } from "../inside/insider.ts";
import { placeOf, type ObjectPlace } from "../object-place.ts";
import { nameable, ownSubject } from "../own-subject.ts";
import { encryptionKeysOf, isEncryptionConfiguration } from "./encryption-keys.ts";
import type { Rotation } from "./read-rotation.ts";
import { credentialKindOf, dateOf } from "./secret-credentials.ts";

interface Found {
  readonly credential: Credential;
  readonly namespace: string;
  readonly evidence: number;
  readonly location: Location;
}

export class Credentials implements InsideReader {
  readonly #held: Found[] = [];
  readonly #recorded: Found[] = [];

  /** What an object holds is kept until the record is known, which may name it. Nothing of its values is. */
  inside(object: CollectedObject, at: InsideContext): readonly Subject[] {
    if (isEncryptionConfiguration(object.value)) this.#keepKeys(object, at);
    else this.#keepSecret(object, at);
    return [];
  }

  #keepKeys(object: CollectedObject, { evidence, now }: InsideContext): void {
    for (const { name, path, rotatedAt } of encryptionKeysOf(object.value, now)) {
      const credential: Credential = {
        name: nameable(`EncryptionConfiguration/${name}`),
        kind: "key",
        source: "encryption-configuration",
        ageDays: ageInDays(rotatedAt, now),
        rotatedAt,
        dated: rotatedAt === "" ? "" : "name",
        maxAgeDays: null,
        of: nameable(`EncryptionConfiguration/${name}`).replace("/", " "),
        rotatedBy: "",
        reference: "",
      };
      this.#held.push({ credential, namespace: "", evidence, location: object.locate(path) });
    }
  }

  #keepSecret(object: CollectedObject, { evidence, now }: InsideContext): void {
    const kind = credentialKindOf(object.value);
    if (kind === undefined) return;
    const place = placeOf(object);
    const { rotatedAt, dated } = dateOf(object.value, now);
    const credential: Credential = {
      name: nameOf(place),
      kind,
      source: "secret",
      ageDays: ageInDays(rotatedAt, now),
      rotatedAt,
      dated,
      maxAgeDays: null,
      of: place.called,
      rotatedBy: "",
      reference: "",
    };
    this.#held.push({ credential, namespace: place.namespace, evidence, location: object.locate([]) });
  }

  /** What one file states. */
  record(rotations: readonly Rotation[], { evidence, now }: InsideContext): void {
    for (const { location, maxAgeDays = null, rotatedBy, reference = "", of = "", ...entry } of rotations) {
      const rotatedAt = new Date(entry.rotatedAt).toISOString();
      const credential: Credential = {
        name: entry.name,
        kind: entry.kind,
        source: "record",
        ageDays: ageInDays(rotatedAt, now),
        rotatedAt,
        dated: "record",
        maxAgeDays,
        of: of === "" ? location.file : of,
        rotatedBy,
        reference,
      };
      this.#recorded.push({ credential, namespace: "", evidence, location });
    }
  }

  /** What the record names is the record's. One without any date says something only beside a record. */
  together(): readonly Subject[] {
    const named = new Set(this.#recorded.map(({ credential }) => credential.of));
    const others = this.#held.filter(({ credential }) => !named.has(credential.of));
    const told = others.filter(({ credential }) => this.#recorded.length > 0 || credential.ageDays !== null);
    return [...told, ...this.#recorded].map(subjectOf);
  }
}

function subjectOf({ credential, namespace, evidence, location }: Found): Subject {
  const { file, line = 0 } = location;
  const { name } = credential;
  return ownSubject({
    kind: "credential",
    resourceKind: "Credential",
    name,
    namespace,
    input: credential,
    evidence,
    file,
    line,
  });
}

function nameOf({ kind, name }: ObjectPlace): string {
  return `${kind}/${name}`;
}

/** To two decimals; null for no time. */
function ageInDays(time: string, now: string): number | null {
  const hours = hoursSince(time === "" ? undefined : time, now);
  return hours === null ? null : Math.round((hours / 24) * 100) / 100;
}

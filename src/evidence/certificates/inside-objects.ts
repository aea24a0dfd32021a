// Reads the certificates that stand inside of Kubernetes objects.
import { TouchstoneError, type Certificate, type Subject } from "../../model/index.ts";
import type { CollectedObject, KubernetesObject } from "../collected.ts";
import type { InsideContext, InsideReader } from "../inside/insider.ts";
import { placeOf, type ObjectPlace } from "../object-place.ts";
import { certificateSubjects } from "./certificate-subjects.ts";
import { describePem, openAll } from "./certificate-set.ts";
import type { OpenCertificate } from "./chain.ts";
import { NoCertificate } from "./describe-certificate.ts";
import { entriesOf, keyBeside, NoBase64, secretValues, type Entry } from "./object-entries.ts";
import { readPem } from "./pem.ts";

const hint = "Put whole certificates in PEM there, or leave it empty when something else fills it in.";

export class ObjectCertificates implements InsideReader {
  /** @throws TouchstoneError E_CERTIFICATE */
  inside(object: CollectedObject, { evidence, now }: InsideContext): readonly Subject[] {
    const place = placeOf(object);
    const subjects: Subject[] = [];
    for (const { entry, certificates } of certificatesIn(object.value, place, now)) {
      const { namespace } = place;
      const name = `${place.kind}/${place.name}/${entry.name}`;
      const location = object.locate(entry.path);
      subjects.push(...certificateSubjects(certificates, { name, namespace, evidence, location }));
    }
    return subjects;
  }
}

interface Described {
  readonly entry: Entry;
  readonly certificates: readonly Certificate[];
}

function certificatesIn(object: KubernetesObject, place: ObjectPlace, now: string): readonly Described[] {
  const wrong = (what: string, cause: unknown): TouchstoneError =>
    new TouchstoneError("E_CERTIFICATE", `${place.called}: ${what}`, hint, cause);
  let entries: readonly Entry[];
  try {
    entries = entriesOf(object);
  } catch (thrown) {
    if (thrown instanceof NoBase64) throw wrong(thrown.message, thrown);
    throw thrown;
  }
  // What a Secret says of its own authority is read first: chains are held against it.
  let authorities: readonly OpenCertificate[] | undefined;
  return entries
    .toSorted((left, right) => Number(right.name === "ca.crt") - Number(left.name === "ca.crt"))
    .map((entry) => {
      const { source, use, name } = entry;
      try {
        if (object.kind === "Secret" && name === "ca.crt") authorities = openAll(readPem(entry.text).certificates, now);
        const isChain = use === "presented" && (authorities?.length ?? 0) > 0;
        const found = { source, use, of: place.called, entry: name, keys: keysFor(entry, object) };
        const certificates = describePem(entry.text, now, { ...found, ...(isChain && authorities && { authorities }) });
        if (certificates.length === 0 && entry.isDemanded) throw new NoCertificate("it holds no certificate in PEM");
        return { entry, certificates };
      } catch (thrown) {
        if (thrown instanceof NoCertificate) throw wrong(`${name} cannot be read: ${thrown.message}`, thrown);
        throw thrown;
      }
    });
}

/** The private keys beside a certificate of a Secret, in PEM. */
function keysFor({ name, use }: Entry, object: KubernetesObject): readonly string[] {
  if (object.kind !== "Secret" || use !== "presented") return [];
  const values = secretValues(object);
  const beside = keyBeside(name, new Set(values.map((value) => value.name)));
  const text = values.find((value) => value.name === beside)?.text ?? "";
  try {
    return readPem(text).keys;
  } catch (thrown) {
    // A key that is damaged or blotted out says nothing of the certificate.
    if (thrown instanceof NoCertificate) return [];
    throw thrown;
  }
}

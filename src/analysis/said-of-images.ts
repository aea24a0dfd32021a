// Keeps what files of evidence say of images, by digest and by repository.
import {
  parseImageReference,
  type Bill,
  type Image,
  type ImageBill,
  type ImageReference,
  type ImageScan,
  type ImageSignature,
  type Scan,
  type Signature,
  type Subject,
} from "../model/index.ts";

type Said = Pick<Image, "signatures" | "scans" | "bills">;

export class SaidOfImages {
  readonly #signatures = new Map<string, ImageSignature[]>();
  readonly #scans = new Grouped<ImageScan>();
  readonly #bills = new Grouped<ImageBill>();
  #signed = false;

  hear({ kind, input, location }: Subject): void {
    if (kind === "signature") this.#hearSignature(input as Signature);
    else if (kind === "scan") this.#hearScan(input as Scan);
    else if (kind === "sbom") this.#hearBill(input as Bill, location.file);
  }

  /** Whether anything is said of any image. */
  given(): Image["given"] {
    return { signatures: this.#signed, scans: !this.#scans.isEmpty, bills: !this.#bills.isEmpty };
  }

  of({ registry, repository, digest }: ImageReference): Said {
    const name = repository === "" ? "" : `${registry}/${repository}`;
    return {
      signatures: digest === "" ? [] : (this.#signatures.get(digest) ?? []),
      scans: this.#scans.of(name, digest),
      bills: this.#bills.of(name, digest),
    };
  }

  /** Nothing of a statement that does not verify is kept: it is nobody's word. */
  #hearSignature({ subjects, signatures, verified, ...said }: Signature): void {
    this.#signed = true;
    if (!verified) return;
    const signers = signatures
      .filter((one) => one.verified)
      .map(({ key, authority, identity }) => ({ key, authority, identity }));
    for (const digest of new Set(subjects.map((subject) => subject.digest).filter((one) => one !== ""))) {
      const names = subjects.filter((subject) => subject.digest === digest).map(({ name }) => name);
      append(this.#signatures, digest, { ...said, names, signers });
    }
  }

  #hearScan(run: Scan): void {
    if (!run.image) return;
    const { name, digests } = run.image;
    this.#scans.add(name, digests, {
      name,
      tag: parseImageReference(name)?.tag ?? "",
      digests,
      run: { ...run, targets: [] },
    });
  }

  #hearBill(bill: Bill, file: string): void {
    const { name, type, digest } = bill.describes;
    if (type !== "container") return;
    this.#bills.add(name, digest === "" ? [] : [digest], { name, digest, file, bill });
  }
}

/** What is known of images, found by a digest or by the name of a repository; each once. */
class Grouped<T> {
  readonly #byName = new Map<string, T[]>();
  readonly #byDigest = new Map<string, T[]>();
  #count = 0;

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  add(reference: string, digests: readonly string[], value: T): void {
    this.#count += 1;
    const parts = parseImageReference(reference);
    if (parts) append(this.#byName, `${parts.registry}/${parts.repository}`, value);
    for (const digest of digests) append(this.#byDigest, digest, value);
  }

  of(name: string, digest: string): readonly T[] {
    return [...new Set([...(this.#byDigest.get(digest) ?? []), ...(this.#byName.get(name) ?? [])])];
  }
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

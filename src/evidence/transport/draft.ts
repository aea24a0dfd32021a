// A document about a part of a server's settings, while it is being written, with the place of all that it says.
import type { AccessRule, Stated, TouchstoneError, Transport, TransportEnd } from "../../model/index.ts";

/** Makes the error that says what is wrong; the place is a line, or whatever else the caller counts. */
export type Wrong = (place: number, what: string) => TouchstoneError;

/** Settings that are either written or a default. */
export type Settings = Pick<
  Transport,
  "protocols" | "ciphers" | "groups" | "clientAuth" | "verifiesPeer" | "hsts" | "passwordEncryption"
>;
type Value<K extends keyof Settings> = Settings[K] extends Stated<infer T> | null ? T : never;

/** Without the file, which the reader of the text does not know. */
export interface PlacedTransport {
  readonly document: Omit<Transport, "file">;
  /** Where it stands: of the document "", of a setting its name, of items `ends/0`. */
  readonly places: ReadonlyMap<string, number>;
}

export class Draft {
  readonly #about: Pick<Transport, "software" | "name" | "role">;
  readonly #places = new Map<string, number>();
  readonly #ends: TransportEnd[] = [];
  readonly #access: AccessRule[] = [];
  readonly #certificates: string[] = [];
  readonly #settings = new Map<string, Stated<unknown>>();
  #complete = true;
  #includes: readonly string[] = [];

  constructor(about: Pick<Transport, "software" | "name" | "role">, place: number) {
    this.#about = about;
    this.#places.set("", place);
  }

  /** Says that more is set elsewhere; defaults that are assumed from here on are unknown. */
  leaveOpen(includes: readonly string[] = []): this {
    this.#complete = false;
    this.#includes = includes;
    return this;
  }

  say<K extends keyof Settings>(setting: K, value: Value<K>, place: number): this {
    this.#settings.set(setting, { value, source: "written" });
    this.#places.set(setting, place);
    return this;
  }

  /** What the software does when nobody says anything. */
  assume<K extends keyof Settings>(setting: K, value: Value<K>): this {
    if (this.#complete && !this.#settings.has(setting)) this.#settings.set(setting, { value, source: "default" });
    return this;
  }

  /** `place` is undefined for what stands nowhere. */
  end(end: Omit<TransportEnd, "answers"> & Partial<TransportEnd>, place?: number): this {
    if (place !== undefined) this.#places.set(`ends/${this.#ends.length}`, place);
    this.#ends.push({ answers: "content", ...end });
    return this;
  }

  allow(rule: AccessRule, place: number): this {
    this.#places.set(`access/${this.#access.length}`, place);
    this.#access.push(rule);
    return this;
  }

  certificate(file: string): this {
    this.#certificates.push(file);
    return this;
  }

  get isEncrypted(): boolean {
    return this.#ends.some(({ encrypted }) => encrypted === true);
  }

  /** Whether it says anything at all. */
  get isEmpty(): boolean {
    return this.#ends.length === 0 && this.#access.length === 0 && this.#settings.size === 0;
  }

  done(): PlacedTransport {
    const settings = Object.fromEntries(names.map((name) => [name, this.#settings.get(name) ?? null]));
    const document = {
      ...this.#about,
      complete: this.#complete,
      ends: this.#ends,
      ...(settings as unknown as Settings),
      certificates: this.#certificates,
      access: this.#access,
      includes: this.#includes,
    };
    return { document, places: this.#places };
  }
}

const names: readonly (keyof Settings)[] = [
  "protocols",
  "ciphers",
  "groups",
  "clientAuth",
  "verifiesPeer",
  "hsts",
  "passwordEncryption",
];

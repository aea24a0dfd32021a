// Sets of ports, exactly: for each protocol a sorted list of ranges that do not touch.

export const protocols = ["TCP", "UDP", "SCTP"] as const;
export type Protocol = (typeof protocols)[number];

/** From and to, both included. */
type Range = readonly [from: number, to: number];

const last = 65_535;

export class PortSet {
  static readonly none = new PortSet([[], [], []]);
  static readonly all = new PortSet([[[1, last]], [[1, last]], [[1, last]]]);

  readonly #ranges: readonly (readonly Range[])[];

  private constructor(ranges: readonly (readonly Range[])[]) {
    this.#ranges = ranges;
  }

  /** The ports of a range of one protocol; without one all of them. */
  static of(protocol: Protocol, from = 1, to = last): PortSet {
    const ranges: Range[] = from > to ? [] : [[Math.max(1, from), Math.min(last, to)]];
    return new PortSet(protocols.map((one) => (one === protocol ? ranges : [])));
  }

  get isEmpty(): boolean {
    return this.#ranges.every((ranges) => ranges.length === 0);
  }

  has(protocol: Protocol, port: number): boolean {
    return this.#of(protocol).some(([from, to]) => from <= port && port <= to);
  }

  union(other: PortSet): PortSet {
    if (this.isEmpty) return other;
    if (other.isEmpty) return this;
    return new PortSet(protocols.map((protocol) => merge([...this.#of(protocol), ...other.#of(protocol)])));
  }

  intersect(other: PortSet): PortSet {
    if (this === PortSet.all) return other;
    if (other === PortSet.all) return this;
    return new PortSet(
      protocols.map((protocol) =>
        this.#of(protocol).flatMap(([from, to]) =>
          other.#of(protocol).flatMap(([start, end]): Range[] => {
            const [low, high] = [Math.max(from, start), Math.min(to, end)];
            return low <= high ? [[low, high]] : [];
          }),
        ),
      ),
    );
  }

  subtract(other: PortSet): PortSet {
    return other.isEmpty ? this : this.intersect(other.#complement());
  }

  contains(other: PortSet): boolean {
    return this === other || other.subtract(this).isEmpty;
  }

  equals(other: PortSet): boolean {
    return this.toString() === other.toString();
  }

  /** `TCP 5432, UDP 53, TCP 8000-8080`; `all` for every port, and nothing for none. */
  toString(): string {
    if (protocols.every((protocol) => isWhole(this.#of(protocol)))) return "all";
    return protocols
      .flatMap((protocol) =>
        isWhole(this.#of(protocol))
          ? [protocol]
          : this.#of(protocol).map(([from, to]) => `${protocol} ${from === to ? from : `${from}-${to}`}`),
      )
      .join(", ");
  }

  /** For people: `all ports`, `all ports but TCP 5432` where that is shorter, else as above. */
  describe(): string {
    const text = this.toString();
    if (text === "all") return "all ports";
    const others = `all ports but ${this.#complement().toString()}`;
    return others.length < text.length ? others : text;
  }

  #of(protocol: Protocol): readonly Range[] {
    return this.#ranges[protocols.indexOf(protocol)] ?? [];
  }

  #complement(): PortSet {
    return new PortSet(
      protocols.map((protocol) => {
        const gaps: Range[] = [];
        let next = 1;
        for (const [from, to] of this.#of(protocol)) {
          if (from > next) gaps.push([next, from - 1]);
          next = to + 1;
        }
        if (next <= last) gaps.push([next, last]);
        return gaps;
      }),
    );
  }
}

function isWhole(ranges: readonly Range[]): boolean {
  return ranges.length === 1 && ranges[0]?.[0] === 1 && ranges[0][1] === last;
}

function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const [from, to] of ranges.toSorted((left, right) => left[0] - right[0])) {
    const before = merged.at(-1);
    if (before && from <= before[1] + 1) merged[merged.length - 1] = [before[0], Math.max(before[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}

/** The protocol that a port names; TCP when it names none, nothing for what Kubernetes does not know. */
export function protocolOf(value: unknown): Protocol | undefined {
  return value === undefined || value === null ? "TCP" : protocols.find((one) => one === value);
}

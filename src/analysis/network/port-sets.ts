// Numbers for sets of ports, so that millions of pairs can be compared and intersected by their numbers.
import { PortSet } from "./port-set.ts";

export class PortSets {
  readonly #sets: PortSet[] = [];
  readonly #ids = new Map<string, number>();
  readonly #common = new Map<number, number>();
  readonly none = this.idOf(PortSet.none);
  readonly all = this.idOf(PortSet.all);

  idOf(ports: PortSet): number {
    const key = ports.toString();
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#sets.length;
      this.#sets.push(ports);
      this.#ids.set(key, id);
    }
    return id;
  }

  /** Equal sets are one and the same. */
  of(id: number): PortSet {
    return this.#sets[id] ?? PortSet.none;
  }

  /** The number of what two sets have in common. */
  common(left: number, right: number): number {
    if (left === right || right === this.all) return left;
    if (left === this.all) return right;
    const key = left < right ? left * 2 ** 24 + right : right * 2 ** 24 + left;
    let id = this.#common.get(key);
    if (id === undefined) this.#common.set(key, (id = this.idOf(this.of(left).intersect(this.of(right)))));
    return id;
  }
}

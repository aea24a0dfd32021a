// A policy module's memory as text: writes UTF-8, reads strings that end with a NUL.
import { PolicyFault } from "./policy-fault.ts";

export const pageBytes = 64 * 1024;
const encoder = new TextEncoder();

export class TextMemory {
  readonly #memory: WebAssembly.Memory;
  #view: Buffer;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#view = Buffer.from(memory.buffer);
  }

  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Writes text and returns how many bytes it took. Throws RangeError when the memory may not become so large. */
  write(address: number, text: string): number {
    // A UTF-16 code unit takes at most three bytes of UTF-8; how many it is takes time to count.
    if (address + text.length * 3 > this.bytes) {
      const missing = address + Buffer.byteLength(text) - this.bytes;
      if (missing > 0) this.#memory.grow(Math.ceil(missing / pageBytes));
    }
    return encoder.encodeInto(text, this.#bytes().subarray(address)).written;
  }

  /** The text at an address. Throws PolicyFault when it is longer than `limit` bytes. */
  read(address: number, limit = Infinity): string {
    const bytes = this.#bytes();
    const end = bytes.indexOf(0, address);
    if (end - address > limit) throw new PolicyFault(`it answers with more than ${limit / (1024 * 1024)} MiB`);
    return bytes.toString("utf8", address, end);
  }

  /** A view ends with the memory's size at that time. */
  #bytes(): Buffer {
    if (this.#view.byteLength !== this.bytes) this.#view = Buffer.from(this.#memory.buffer);
    return this.#view;
  }
}

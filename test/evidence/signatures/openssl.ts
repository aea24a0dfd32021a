// What OpenSSL's own program makes for tests: signatures, and certificates of authorities and signers.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A file for OpenSSL, in a folder of the test. */
export class OpenSsl {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  static isThere(): boolean {
    try {
      return execFileSync("openssl", ["version"], { encoding: "utf8" }).startsWith("OpenSSL 3.");
    } catch {
      return false;
    }
  }

  run(...words: readonly string[]): void {
    execFileSync("openssl", words, { cwd: this.#folder, stdio: "pipe" });
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.#folder, name), content);
  }

  read(name: string): Buffer {
    return readFileSync(join(this.#folder, name));
  }

  text(name: string): string {
    return this.read(name).toString("utf8");
  }

  /** `name.key` and `name.pem`, signed by itself. */
  authority(name: string): void {
    this.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", `${name}.key`);
    const extensions = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"];
    this.run(
      "req",
      "-new",
      "-x509",
      "-key",
      `${name}.key`,
      "-subj",
      `/CN=${name}`,
      "-days",
      "30",
      "-out",
      `${name}.pem`,
      ...extensions,
    );
  }

  /** `name.key` and `name.pem` with these extensions, issued by an authority. */
  issued(name: string, authority: string, ...extensions: readonly string[]): void {
    this.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", `${name}.key`);
    this.run("req", "-new", "-key", `${name}.key`, "-subj", `/CN=${name}`, "-out", `${name}.csr`);
    this.write(`${name}.ext`, ["basicConstraints=CA:FALSE", ...extensions, ""].join("\n"));
    this.run(
      "x509",
      "-req",
      "-in",
      `${name}.csr`,
      "-CA",
      `${authority}.pem`,
      "-CAkey",
      `${authority}.key`,
      "-CAcreateserial",
      "-days",
      "1",
      "-extfile",
      `${name}.ext`,
      "-out",
      `${name}.pem`,
    );
  }

  /** Base64 of a signature over bytes. */
  sign(key: string, data: Uint8Array): string {
    this.write("data", data);
    this.run("dgst", "-sha256", "-sign", `${key}.key`, "-out", "signature", "data");
    return this.read("signature").toString("base64");
  }
}

// Makes certificates with the openssl program, in a folder that is deleted afterwards.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What to say when tests that need openssl are skipped; false when it is there. */
export const noOpenssl: string | false = isThere()
  ? false
  : "the program openssl is missing: certificates are not compared with it";

function isThere(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export interface Wanted {
  /** Such as `/O=Agents/CN=postgresql`. */
  readonly subject: string;
  /** Arguments that say the key, such as `["rsa:2048"]`, or `["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]`. */
  readonly key: readonly string[];
  readonly days?: number;
  /** As `basicConstraints=critical,CA:TRUE`. */
  readonly extensions?: readonly string[];
  /** Such as `["-sha1"]`. */
  readonly more?: readonly string[];
  /** The name of a certificate that was made before; else it signs itself. */
  readonly issuer?: string;
}

export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), "touchstone-certificates-"));

  /** Makes NAME.pem and NAME.key; gives the text of the certificate. */
  make(name: string, { subject, key, days = 90, extensions = [], more = [], issuer }: Wanted): string {
    const signer = issuer === undefined ? [] : ["-CA", `${issuer}.pem`, "-CAkey", `${issuer}.key`];
    this.run([
      ...["req", "-x509", "-nodes", "-utf8", "-batch", "-config", "/dev/null", "-subj", subject],
      ...["-newkey", ...key, "-days", String(days), "-keyout", `${name}.key`, "-out", `${name}.pem`],
      ...extensions.flatMap((one) => ["-addext", one]),
      ...signer,
      ...more,
    ]);
    return this.read(`${name}.pem`);
  }

  run(args: readonly string[]): string {
    return execFileSync("openssl", args, { cwd: this.folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function derOf(pem: string): Buffer {
  const body = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/.exec(pem)?.[1] ?? "";
  return Buffer.from(body, "base64");
}

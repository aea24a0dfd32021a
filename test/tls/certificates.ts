// Certificates for tests, of every kind that is wrong, made by OpenSSL.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";

export interface Issued {
  /** Files in PEM. */
  readonly key: string;
  readonly certificate: string;
}

export interface Request {
  readonly name: string;
  /** Such as `DNS:postgresql.agents.svc`. */
  readonly names?: readonly string[];
  /** Nobody: it signs itself. */
  readonly by?: Issued;
  readonly isAuthority?: boolean;
  /** As `openssl genpkey` wants it. */
  readonly key?: readonly string[];
  readonly digest?: "sha256" | "sha1" | "md5";
  /** As `20250101000000Z`. */
  readonly from?: string;
  readonly until?: string;
  readonly responder?: string;
}

export const ec = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"] as const;
export const rsa = (bits: number): readonly string[] => ["-algorithm", "RSA", "-pkeyopt", `rsa_keygen_bits:${bits}`];

export class Certificates {
  readonly folder: string;
  #count = 0;

  constructor(folder = mkdtempSync(join(tmpdir(), "touchstone-tls-"))) {
    this.folder = folder;
  }

  issue(request: Request): Issued {
    const { name, names = [], by, isAuthority = false, key = ec, digest = "sha256", responder } = request;
    const { from = "20250601000000Z", until = "20351231000000Z" } = request;
    const at = join(this.folder, `${this.#count++}`);
    mkdirSync(at);
    const file = (part: string): string => join(at, part);
    const extensions = [
      `basicConstraints=critical,CA:${isAuthority ? "TRUE" : "FALSE"}`,
      `keyUsage=critical,${isAuthority ? "keyCertSign,cRLSign" : "digitalSignature,keyEncipherment"}`,
      ...(isAuthority ? [] : ["extendedKeyUsage=serverAuth"]),
      ...(names.length > 0 ? [`subjectAltName=${names.join(",")}`] : []),
      ...(responder === undefined ? [] : [`authorityInfoAccess=OCSP;URI:${responder}`]),
    ];
    writeFileSync(file("extensions"), `${extensions.join("\n")}\n`);
    writeFileSync(file("index"), "");
    writeFileSync(
      file("config"),
      `[ca]\ndefault_ca=own\n[own]\nnew_certs_dir=${at}\ndatabase=${file("index")}\nrand_serial=yes\npolicy=any\nemail_in_dn=no\n[any]\ncommonName=supplied\n[req]\ndistinguished_name=dn\n[dn]\n`,
    );
    openssl("genpkey", ...key, "-out", file("key.pem"));
    openssl(
      "req",
      "-new",
      "-config",
      file("config"),
      "-key",
      file("key.pem"),
      "-subj",
      `/CN=${name}`,
      "-out",
      file("request"),
    );
    const signer = by ? ["-cert", by.certificate, "-keyfile", by.key] : ["-selfsign", "-keyfile", file("key.pem")];
    const dates = ["-startdate", from, "-enddate", until, "-md", digest, "-extfile", file("extensions")];
    openssl(
      "ca",
      "-batch",
      "-notext",
      "-config",
      file("config"),
      "-in",
      file("request"),
      "-out",
      file("cert.pem"),
      ...signer,
      ...dates,
    );
    return { key: file("key.pem"), certificate: file("cert.pem") };
  }

  /** A file with several certificates, one behind the other. */
  bundle(...all: readonly Issued[]): string {
    const path = join(this.folder, `bundle-${this.#count++}.pem`);
    writeFileSync(path, all.map(({ certificate }) => readFileSync(certificate, "utf8")).join(""));
    return path;
  }
}

function openssl(...args: readonly string[]): void {
  execaSync("openssl", args);
}

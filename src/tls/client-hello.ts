// The bytes of hellos, which ask for whatever a server might accept, also for what no library speaks any longer.
import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { numbers, vector } from "./byte-reader.ts";
import { versionCodes, type RecordVersion } from "./codes.ts";

export interface Hello {
  readonly version: RecordVersion;
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  /** Empty, or an address, to name none. */
  readonly servername: string;
  /** Of TLS 1.3: public keys by their groups. Without any the server says in a retry what it chose. */
  readonly keyShares?: readonly (readonly [group: number, key: Buffer])[];
}

/** Says that the client knows of secure renegotiation, to servers that know no extensions. */
const renegotiationSuite = 0x00ff;

export function clientHello(hello: Hello): Buffer {
  const { version } = hello;
  const code = versionCodes[version];
  const isNewest = version === "TLSv1.3";
  const legacy = isNewest ? versionCodes["TLSv1.2"] : code;
  const suites = isNewest ? hello.suites : [...hello.suites, renegotiationSuite];
  const body = [
    numbers([legacy]),
    randomBytes(32),
    vector(1, isNewest ? randomBytes(32) : Buffer.alloc(0)),
    vector(2, numbers(suites)),
    // DEFLATE first, so that a server that can compress says so.
    vector(1, isNewest ? Buffer.from([0]) : Buffer.from([1, 0])),
    ...(version === "SSLv3" ? [] : [vector(2, ...extensionsOf(hello))]),
  ];
  const message = Buffer.concat([Buffer.from([1]), vector(3, ...body)]);
  const recordVersion = Math.min(code, versionCodes["TLSv1.0"]);
  return Buffer.concat([Buffer.from([22]), numbers([recordVersion]), vector(2, message)]);
}

function extensionsOf({ version, groups, servername, keyShares = [] }: Hello): readonly Buffer[] {
  const extension = (type: number, ...content: readonly Buffer[]): Buffer =>
    Buffer.concat([numbers([type]), vector(2, ...content)]);
  const named = servername !== "" && isIP(servername) === 0;
  const isNewest = version === "TLSv1.3";
  return [
    ...(named ? [extension(0, vector(2, Buffer.from([0]), vector(2, Buffer.from(servername))))] : []),
    // status_request: OCSP, of no responder and with no extension in particular.
    extension(5, Buffer.from([1, 0, 0, 0, 0])),
    ...(groups.length > 0 ? [extension(10, vector(2, numbers(groups)))] : []),
    ...(isNewest ? [] : [extension(11, vector(1, Buffer.from([0]))), extension(0xff01, vector(1))]),
    ...(isNewest || version === "TLSv1.2" ? [extension(13, vector(2, numbers(signatures)))] : []),
    ...(isNewest
      ? [
          extension(43, vector(1, numbers([versionCodes[version]]))),
          extension(
            51,
            vector(2, ...keyShares.map(([group, key]) => Buffer.concat([numbers([group]), vector(2, key)]))),
          ),
        ]
      : []),
  ];
}

/** Signature schemes, all that servers have keys for: also those of SHA-1 and MD5, and of DSA. */
const signatures = [
  0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0401, 0x0501, 0x0601,
  0x0402, 0x0502, 0x0602, 0x0303, 0x0301, 0x0302, 0x0203, 0x0201, 0x0202, 0x0101,
];

/** The hello of SSLv2, with all of its seven ciphers. */
export function oldestHello(): Buffer {
  const ciphers = [0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x0700c0];
  const specs = Buffer.alloc(ciphers.length * 3);
  for (const [index, cipher] of ciphers.entries()) specs.writeUIntBE(cipher, index * 3, 3);
  const challenge = randomBytes(16);
  const body = Buffer.concat([
    Buffer.from([1]),
    numbers([0x0002, specs.length, 0, challenge.length]),
    specs,
    challenge,
  ]);
  return Buffer.concat([numbers([0x8000 | body.length]), body]);
}

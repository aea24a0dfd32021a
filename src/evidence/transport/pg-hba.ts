// Reads pg_hba.conf: who may connect to PostgreSQL, and how they show who they are. https://www.postgresql.org/docs/current/auth-pg-hba-conf.html
import type { AccessRule } from "../../model/index.ts";
import { Draft, type PlacedTransport, type Wrong } from "./draft.ts";
import { wordLines } from "./lines.ts";
import { isLocal } from "./words.ts";

const types = ["local", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc"] as const;
const methods = new Set(
  "trust reject scram-sha-256 md5 password gss sspi ident peer ldap radius cert pam bsd oauth".split(" "),
);

/** @throws what `wrong` makes */
export function pgHbaTransports(text: string, wrong: Wrong): readonly PlacedTransport[] {
  const lines = wordLines(text, { joins: true, quotes: '"', escapedIn: "" }, wrong);
  const draft = new Draft({ software: "postgresql", name: "access", role: "access" }, lines[0]?.line ?? 1);
  const includes = lines.filter(({ words }) => isInclude(words[0])).map(({ words }) => words[1] ?? "");
  if (includes.length > 0) draft.leaveOpen(includes);
  for (const { words, line } of lines) {
    if (isInclude(words[0])) continue;
    const type = types.find((one) => one === words[0]);
    if (type === undefined) throw wrong(line, "it is no line of pg_hba.conf: its first word is no type of connections");
    draft.allow(ruleOf(type, words.slice(1), line, wrong), line);
  }
  return draft.isEmpty ? [] : [draft.done()];
}

function isInclude(word = ""): boolean {
  return /^include(?:_dir|_if_exists)?$/.test(word);
}

function ruleOf(type: AccessRule["type"], fields: readonly string[], line: number, wrong: Wrong): AccessRule {
  const [databases = "", users = "", ...rest] = joined(fields);
  const [first = "", second = ""] = rest;
  // An address may have its mask as a field of its own.
  const hasMask =
    type !== "local" && /^[\d.]+$|^[\da-f:]+$/i.test(first) && /^[\d.]+$|^[\da-f:]*:[\da-f:]*$/i.test(second);
  const [method = "", ...options] = type === "local" ? rest : rest.slice(hasMask ? 2 : 1);
  if (!methods.has(method)) throw wrong(line, "its method is none of PostgreSQL's");
  const address = type === "local" ? "" : hasMask ? `${first} ${second}` : first;
  return {
    type,
    databases: databases.split(","),
    users: users.split(","),
    address,
    local: type === "local" || isLoopback(first, second),
    method,
    clientCertificate:
      method === "cert" || options.some((option) => /^clientcert=(?:verify-(?:ca|full)|1)$/.test(option)),
  };
}

/** Lists of names may have blanks after their commas. */
function joined(fields: readonly string[]): readonly string[] {
  const found: string[] = [];
  let open = false;
  for (const field of fields) {
    if (open || (found.length > 0 && field.startsWith(","))) found.push(`${found.pop() ?? ""}${field}`);
    else found.push(field);
    open = field.endsWith(",");
  }
  return found;
}

/** `samehost` is every address of the server itself, from which only it can come. */
function isLoopback(address: string, mask: string): boolean {
  if (address === "samehost" || address === "localhost") return true;
  const [host = "", bits = ""] = address.split("/");
  if (host === "::1") return bits === "128" || /^(?:ffff:){7}ffff$/i.test(mask);
  const isWide = bits === "" ? !mask.startsWith("255.") : Number(bits) < 8;
  return isLocal(host) && !isWide;
}

import path from "node:path";
import { z } from "zod";
import { hasUserInfo } from "#lib/has-user-info.ts";

const text = z.string().trim().min(1).optional();
const PORT = "must be a whole number from 0 to 65535";
const secret = z.string().trim().min(32, "must have at least 32 characters").optional();
const onOff = z
  .enum(["0", "1", "true", "false", "on", "off"], "must be 1 or 0")
  .transform((value) => ["1", "true", "on"].includes(value));

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number({ error: PORT }).int(PORT).min(0, PORT).max(65_535, PORT).default(3000),
  HOST: z
    .string()
    .trim()
    .min(1)
    .default("127.0.0.1")
    .transform((host) => host.replace(/^\[|\]$/g, "")),
  DATA_DIR: z.string().trim().min(1).default(".data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" }).optional(),
  ORIGIN: z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" }).optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: "must be an https:// URL" }).optional(),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  GITHUB_ID: text,
  GITHUB_SECRET: text,
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// URL" }).optional(),
  ANCHOR_URL: z.url({ protocol: /^https?$/, error: "must be an https:// URL" }).optional(),
  ANCHOR_TOKEN: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]+$/, "must contain only ASCII letters, digits and symbols, without spaces")
    .optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, "must be an AWS Region, such as eu-west-1")
    .optional(),
  AWS_ENDPOINT_URL_ACCESSANALYZER: z.url({ protocol: /^https?$/, error: "must be an https:// URL" }).optional(),
  AWS_ALLOW_LONG_TERM_KEY: onOff.default(false),
  DEMO: onOff.optional(),
  TRUST_PROXY: onOff.default(false),
  NEXTAUTH_SECRET: secret,
  SECRETS_KEY: secret,
});

type Values = z.infer<typeof schema>;

/** The configuration of this process. docs/configuration.md lists the variables. */
export type Env = ReturnType<typeof readEnv>;

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const LOCAL_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/** Reads and validates the configuration. Throws one Error that names every invalid variable. */
export function readEnv(source: Record<string, string | undefined>) {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(present);
  if (!parsed.success) refuse(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
  const values = parsed.data;
  const origin = originOf(values);
  const wrong = [
    ...originProblems(values, origin),
    ...databaseProblems(values),
    ...providerProblems(values),
    ...anchorProblems(values),
    ...awsProblems(values),
    ...demoProblems(values, origin),
  ];
  if (wrong.length > 0) refuse(wrong);
  return {
    ...values,
    DATA_DIR: path.resolve(values.DATA_DIR),
    origin: origin.origin,
    secureCookies: origin.protocol === "https:",
    hosts: hostsOf(origin),
    origins: originsOf(origin),
    demo: values.DEMO ?? signsOfProduction(values, origin).length === 0,
  };
}

function refuse(lines: string[]): never {
  throw new Error(`The configuration is invalid:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

function originProblems({ ORIGIN, HOST }: Values, origin: URL): string[] {
  if (isSafe(origin)) return [];
  if (ORIGIN) return ["ORIGIN: must use https:// unless the host is this machine"];
  return [
    `ORIGIN: is required because HOST ${HOST} is reachable from other machines. Set it to the https:// address people open`,
  ];
}

function databaseProblems({ DATABASE_URL, DATABASE_OWNER_URL }: Values): string[] {
  return DATABASE_OWNER_URL && !DATABASE_URL ? ["DATABASE_URL: is required with DATABASE_OWNER_URL"] : [];
}

/** Refuses a partial provider configuration, which would lock everybody out or leave the demo open. */
function providerProblems({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, GITHUB_ID, GITHUB_SECRET }: Values) {
  const oidc = OIDC_ISSUER || OIDC_CLIENT_ID || OIDC_CLIENT_SECRET;
  const problems: string[] = [];
  if (oidc && !OIDC_ISSUER) problems.push("OIDC_ISSUER: is required with the other OIDC_ variables");
  if (oidc && !OIDC_CLIENT_ID) problems.push("OIDC_CLIENT_ID: is required with the other OIDC_ variables");
  if (OIDC_ISSUER && !isSafe(new URL(OIDC_ISSUER)))
    problems.push("OIDC_ISSUER: must use https:// unless the host is this machine");
  if (GITHUB_SECRET && !GITHUB_ID) problems.push("GITHUB_ID: is required with GITHUB_SECRET");
  if (GITHUB_ID && !GITHUB_SECRET) problems.push("GITHUB_SECRET: is required with GITHUB_ID");
  return problems;
}

function anchorProblems({ ANCHOR_URL, ANCHOR_TOKEN }: Values): string[] {
  if (!ANCHOR_URL) return ANCHOR_TOKEN ? ["ANCHOR_URL: is required with ANCHOR_TOKEN"] : [];
  const url = new URL(ANCHOR_URL);
  if (!isSafe(url)) return ["ANCHOR_URL: must use https:// unless the host is this machine"];
  if (hasUserInfo(url)) return ["ANCHOR_URL: must not contain a user name or password; the secret is ANCHOR_TOKEN"];
  return [];
}

/** Without a region AWS is never called, whatever else is set. Requests carry the token of the credentials. */
function awsProblems({ AWS_REGION, AWS_ENDPOINT_URL_ACCESSANALYZER, AWS_ALLOW_LONG_TERM_KEY }: Values): string[] {
  const given = { AWS_ENDPOINT_URL_ACCESSANALYZER, AWS_ALLOW_LONG_TERM_KEY };
  const beside = Object.entries(given).flatMap(([name, value]) => (value ? name : []));
  const problems = AWS_REGION ? [] : beside.map((name) => `AWS_REGION: is required with ${name}`);
  if (AWS_ENDPOINT_URL_ACCESSANALYZER && !isSafe(new URL(AWS_ENDPOINT_URL_ACCESSANALYZER)))
    problems.push("AWS_ENDPOINT_URL_ACCESSANALYZER: must use https:// unless the host is this machine");
  return problems;
}

/** Demo accounts have no password, so any sign of production prevents enabling them. Tests may. */
function demoProblems(values: Values, origin: URL): string[] {
  const [sign] = signsOfProduction(values, origin);
  if (!values.DEMO || !sign || values.NODE_ENV === "test") return [];
  return [`DEMO: cannot be switched on with ${sign}, because the demo accounts have no password. Unset one of them`];
}

/** Signs that this is more than a trial (S18). Any of them disables the demo. */
function signsOfProduction(values: Values, origin: URL): string[] {
  const variables = [
    "DATABASE_URL",
    "OIDC_ISSUER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "GITHUB_ID",
    "GITHUB_SECRET",
  ];
  const given = variables.filter((name) => values[name as keyof Values] !== undefined);
  return isLocal(origin) ? given : [...given, "an ORIGIN on another machine"];
}

function isLocal(url: URL): boolean {
  return LOCAL.test(url.hostname);
}

function isSafe(url: URL): boolean {
  return url.protocol === "https:" || isLocal(url);
}

/** Hosts that requests may name. The local machine has several names. */
function hostsOf(origin: URL): string[] {
  const port = origin.port ? `:${origin.port}` : "";
  return isLocal(origin) ? [...new Set([origin.host, ...LOCAL_NAMES.map((name) => `${name}${port}`)])] : [origin.host];
}

/**
 * Origins that changes may come from. With https there is only one, because other local services may belong to anybody.
 */
function originsOf(origin: URL): string[] {
  return origin.protocol === "https:" ? [origin.origin] : hostsOf(origin).map((host) => `http://${host}`);
}

function originOf({ ORIGIN, HOST, PORT }: Values): URL {
  if (ORIGIN) return new URL(ORIGIN);
  const address = `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`;
  if (URL.canParse(address)) return new URL(address);
  return refuse([`HOST: ${HOST} is not a host name or address`]);
}

let current: Env | undefined;

/** The configuration of this process, read and validated once. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}

import path from "node:path";
import { z } from "zod";

const text = z.string().trim().min(1).optional();
const onOff = z
  .enum(["0", "1", "true", "false", "on", "off"])
  .transform((value) => ["1", "true", "on"].includes(value));

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z
    .string()
    .trim()
    .min(1)
    .default("127.0.0.1")
    .transform((host) => host.replace(/^\[|\]$/g, "")),
  DATA_DIR: z.string().trim().min(1).default(".data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" }).optional(),
  ORIGIN: z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" }).optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  GITHUB_ID: text,
  GITHUB_SECRET: text,
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// URL" }).optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, "must be a region of AWS, such as eu-west-1")
    .optional(),
  AWS_ENDPOINT_URL_ACCESSANALYZER: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" })
    .optional(),
  AWS_ALLOW_LONG_TERM_KEY: onOff.default(false),
  DEMO: onOff.optional(),
  NEXTAUTH_SECRET: text,
  SECRETS_KEY: z.string().trim().min(32, "must have at least 32 characters").optional(),
});

/** The configuration of this process. README.md has the table. */
export type Env = ReturnType<typeof readEnv>;

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Reads and checks the configuration. Throws one Error that names every wrong variable. */
export function readEnv(source: Record<string, string | undefined>) {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration is wrong:\n${lines.join("\n")}`);
  }
  const values = parsed.data;
  const origin = originOf(values);
  if (origin.protocol !== "https:" && !LOCAL.test(origin.hostname)) {
    const problem = values.ORIGIN
      ? "ORIGIN: must be https:// unless the host is this machine"
      : `ORIGIN: must be given, the https:// address that people open, since HOST ${values.HOST} is more than this machine`;
    throw new Error(`The configuration is wrong:\n  ${problem}`);
  }
  const identityProvider = Boolean(values.OIDC_ISSUER || values.GITHUB_ID);
  const demo = values.DEMO ?? (!values.DATABASE_URL && !identityProvider);
  if (demo && values.DATABASE_URL && values.NODE_ENV === "production") {
    throw new Error(
      "The configuration is wrong:\n  DEMO: the demo accounts have no password and can not be switched on against PostgreSQL in production",
    );
  }
  return {
    ...values,
    DATA_DIR: path.resolve(values.DATA_DIR),
    origin: origin.origin,
    secureCookies: origin.protocol === "https:",
    demo,
  };
}

function originOf({ ORIGIN, HOST, PORT }: { ORIGIN?: string | undefined; HOST: string; PORT: number }): URL {
  if (ORIGIN) return new URL(ORIGIN);
  const address = `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`;
  if (URL.canParse(address)) return new URL(address);
  throw new Error(`The configuration is wrong:\n  HOST: ${HOST} is no name or address of a host`);
}

let current: Env | undefined;

/** The configuration of this process, read and checked once. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}

import path from "node:path";
import { z } from "zod";

const text = z.string().trim().min(1).optional();
const onOff = z
  .enum(["0", "1", "true", "false", "on", "off"])
  .transform((value) => ["1", "true", "on"].includes(value));

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().trim().min(1).default("127.0.0.1"),
  DATA_DIR: z.string().trim().min(1).default(".data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" }).optional(),
  ORIGIN: z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" }).optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  GITHUB_ID: text,
  GITHUB_SECRET: text,
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// URL" }).optional(),
  DEMO: onOff.optional(),
  NEXTAUTH_SECRET: text,
});

/** The configuration of this process. README.md has the table. */
export type Env = ReturnType<typeof readEnv>;

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** Reads and checks the configuration. Throws one Error that names every wrong variable. */
export function readEnv(source: Record<string, string | undefined>) {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration is wrong:\n${lines.join("\n")}`);
  }
  const values = parsed.data;
  const origin = new URL(values.ORIGIN ?? `http://${values.HOST}:${values.PORT}`);
  const local = LOCAL_HOSTS.includes(origin.hostname);
  if (values.ORIGIN && origin.protocol !== "https:" && !local) {
    throw new Error("The configuration is wrong:\n  ORIGIN: must be https:// unless the host is this machine");
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

let current: Env | undefined;

/** The configuration of this process, read and checked once. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}

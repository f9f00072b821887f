import fc from "fast-check";

/** Put together here, so that no file of ours looks as if it held a key. */
export const KEY_ID = ["AKIA", "Q3ZK7WLM", "2XTR9PVB"].join("");
export const EXAMPLE_ID = ["AKIA", "IOSFODNN7", "EXAMPLE"].join("");
export const SECRET = ["q8Zt1LmX0vRk", "7YbNc5+HdWu3sJf", "9GpEa2oTiVxBr"].join("");
export const EXAMPLE_SECRET = ["wJalrXUtnFEMI", "/K7MDENG/bPxRfiCY", "EXAMPLEKEY"].join("");

const CAPITALS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"];
const BASE64 = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"];

export const keyIds = fc
  .tuple(
    fc.constantFrom("AKIA", "ABIA", "ACCA", "A3TX"),
    fc.array(fc.constantFrom(...CAPITALS), { minLength: 16, maxLength: 16 }),
  )
  .map(([prefix, rest]) => prefix + rest.join(""))
  .filter((id) => !id.endsWith("EXAMPLE"));

export const secretKeys = fc
  .array(fc.constantFrom(...BASE64), { minLength: 37, maxLength: 37 })
  .map((rest) => `aB3${rest.join("")}`)
  .filter((secret) => new Set(secret).size >= 16);

/** Tokens of each form, put together here for the same reason. */
export const TOKENS: Record<string, string> = {
  "GitHub, personal": ["ghp", "_16C7e42F292c6912E7710c838347Ae178B4a"].join(""),
  "GitHub, of an installation": ["ghs", "_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].join(""),
  "GitHub, fine-grained": [
    "github",
    "_pat_",
    "11ABCDE2Y0kXw9vQ7uTzRs",
    "_",
    "q8Zt1LmX0vRk7YbNc5HdWu3sJf9GpEa2oTiVxBr4Cd6Ef8Gh1Jk3Lm5Np7Qr9",
  ].join(""),
  "GitLab, personal": ["glpat", "-Zx8Q_2kV-pL4mN7rT9wY"].join(""),
  "GitLab, routable": ["glpat", "-q8Zt1LmX0vRk7YbNc5HdWu3sJf9", ".01.0z0a1b2c3"].join(""),
  "GitLab, trigger": ["glptt", "-0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"].join(""),
  "GitLab, runner registration": ["GR13", "48941Zx8Q_2kV-pL4mN7rT9wY"].join(""),
  "Slack, bot": ["xoxb", "-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"].join(""),
  "Slack, rotated": ["xoxe.", "xoxp-1-Mi0yLTEyMzQ1Njc4OTAtQWJDZEVmR2hJaktsTW4"].join(""),
  "Slack, app": ["xapp", "-1-A0123BCDEF4-1234567890123-0a1b2c3d4e5f60718293a4b5c6d7e8f9"].join(""),
  JWT: ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJndWFyZGlhbiJ9", "q8Zt1LmX0vRk7YbNc5HdWu3sJf9"].join("."),
};

const LINES = ["MIIEpAIBAAKCAQEAq8Zt1LmX0vRk7YbNc5", "HdWu3sJf9GpEa2oTiVxBrQ8zT1lMx0VrK7yBnC5hD=="];

/** A private key as a file holds it, whatever ends its lines. */
export function privateKey(kind = "RSA ", lineBreak = "\n"): string {
  return [`-----BEGIN ${kind}PRIVATE KEY-----`, ...LINES, `-----END ${kind}PRIVATE KEY-----`].join(lineBreak);
}

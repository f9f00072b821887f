import type { Policy, ServiceFacts } from "../language/index.ts";
import type { Witness } from "../match/index.ts";
import { realPairs } from "./real-pairs.ts";

const REGION = "us-east-1";
const ACCOUNT = "111122223333";

/** Services whose ARNs have no region, or neither region nor account. */
const WITHOUT_REGION = /^(?:iam|sts|s3|cloudfront|route53|organizations|globalaccelerator|waf|support|artifact)$/;
const WITHOUT_ACCOUNT = /^(?:s3|route53)$/;

/** An ARN with the fields its service uses; existing fields stay. */
function wholeArn(resource: string, service: string): string {
  const [arn = "arn", partition = "", own = "", region = "", account = "", ...rest] = resource.split(":");
  const named = own === "" ? service : own;
  return [
    arn,
    partition || "aws",
    named,
    region || (WITHOUT_REGION.test(named) ? "" : REGION),
    account || (WITHOUT_ACCOUNT.test(named) ? "" : ACCOUNT),
    ...rest,
  ].join(":");
}

function withWholeArn(request: Witness): Witness {
  if (!request.resource.startsWith("arn:")) return request;
  return { ...request, resource: wholeArn(request.resource, request.action.split(":")[0] ?? "") };
}

/** More readable variants of a request, in the order they are tried. Each starts from the last that worked. */
const VARIANTS: ((request: Witness) => Witness)[] = [
  (request) => ({ ...request, action: request.action.replace(/:[x-z]$/, ":AnyAction") }),
  (request) => ({ ...request, action: request.action.replace(/^[x-z]:/, "service:") }),
  withWholeArn,
  (request) => ({ ...request, resource: request.resource.replace(/:[x-z]?$/, ":example") }),
  (request) => ({ ...request, resource: request.resource.replace(/\/[x-z]?$/, "/example") }),
];

/** An action in the spelling of the policies, for the part they spell out. */
function asWritten(action: string, policies: Policy[]): string {
  const own = action.toLowerCase();
  let best = action;
  let length = 0;
  for (const { statements } of policies) {
    for (const { actions } of statements) {
      for (const { text } of actions.patterns) {
        if (text.length <= length || text[0]?.toLowerCase() !== own[0]) continue;
        const [start = ""] = text.split(/[*?]/);
        if (start.length > length && own.startsWith(start.toLowerCase())) {
          best = start + action.slice(start.length);
          length = start.length;
        }
      }
    }
  }
  return best;
}

/** Keys in the policies' spelling, by lower-case name. */
function keyNames(policies: Policy[], asked: readonly string[]): Map<string, string> {
  const wanted = new Set(asked);
  const names = new Map<string, string>();
  for (const { statements } of policies) {
    for (const { conditions } of statements) {
      for (const { key } of conditions) {
        const name = key.toLowerCase();
        if (wanted.has(name)) names.set(name, key);
      }
    }
  }
  return names;
}

/** Drops absent keys that no policy tests, because they say nothing. */
function namedContext(context: Witness["context"], names: Map<string, string>): Witness["context"] {
  const named: Witness["context"] = {};
  for (const [key, values] of Object.entries(context)) {
    if (values.length > 0 || names.has(key)) named[names.get(key) ?? key] = values;
  }
  return named;
}

/**
 * A more readable request that still shows the same: an action on a resource it accepts, if known and sufficient, and
 * whole ARNs. `facts` give the resources of actions; they never decide.
 */
export function readable(
  request: Witness,
  policies: Policy[],
  holds: (request: Witness) => boolean,
  facts?: ServiceFacts,
): Witness {
  const names = keyNames(policies, Object.keys(request.context));
  const named = (witness: Witness): Witness => ({ ...witness, context: namedContext(witness.context, names) });
  const written = (witness: Witness): Witness => ({ ...witness, action: asWritten(witness.action, policies) });
  for (const pair of realPairs(withWholeArn(request), policies, facts)) {
    const real = named({ ...request, ...pair });
    if (holds(real)) return real;
  }
  const variants = [...VARIANTS, written, named];
  const kindest = variants.reduce((witness, variant) => variant(witness), request);
  if (holds(kindest)) return kindest;
  let best = request;
  for (const variant of variants) {
    const next = variant(best);
    if (JSON.stringify(next) !== JSON.stringify(best) && holds(next)) best = next;
  }
  return best;
}

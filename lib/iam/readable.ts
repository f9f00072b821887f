import type { Policy } from "./policy.ts";
import type { Witness } from "./result.ts";

function replaceFields(resource: string, change: (fields: string[]) => string[]): string {
  const fields = resource.split(":");
  return [...change(fields.slice(0, 5)), fields.slice(5).join(":")].join(":");
}

function fill(at: number, text: string): (request: Witness) => Witness {
  return (request) => ({
    ...request,
    resource: replaceFields(request.resource, (fields) =>
      fields.map((field, index) => (index === at ? field || text : field)),
    ),
  });
}

/** Kinder variants of a request, in the order they are tried; each one starts from the last that held. */
const VARIANTS: ((request: Witness) => Witness)[] = [
  (request) => ({ ...request, action: request.action.replace(/:[x-z]$/, ":AnyAction") }),
  (request) => ({ ...request, action: request.action.replace(/^[x-z]:/, "service:") }),
  fill(1, "aws"),
  (request) => fill(2, request.action.split(":")[0] ?? "")(request),
  (request) => (/^arn:[^:]*:(s3|iam|sts):/.test(request.resource) ? request : fill(3, "us-east-1")(request)),
  (request) => (/^arn:[^:]*:s3:/.test(request.resource) ? request : fill(4, "111122223333")(request)),
  (request) => ({ ...request, resource: request.resource.replace(/:[x-z]?$/, ":example") }),
  (request) => ({ ...request, resource: request.resource.replace(/\/[x-z]?$/, "/example") }),
];

/** An action in the letters that the policies write it in, as far as they do. */
function asWritten(action: string, policies: Policy[]): string {
  let best = action;
  let length = 0;
  for (const { statements } of policies) {
    for (const { text } of statements.flatMap(({ actions }) => actions.patterns)) {
      const [start = ""] = text.split(/[*?]/);
      if (start.length > length && action.toLowerCase().startsWith(start.toLowerCase())) {
        best = start + action.slice(start.length);
        length = start.length;
      }
    }
  }
  return best;
}

/** Keys as the policies write them; an absent key that none of them tests says nothing. */
function namedContext(context: Witness["context"], policies: Policy[]): Witness["context"] {
  const names = new Map<string, string>();
  for (const { statements } of policies) {
    for (const { key } of statements.flatMap(({ conditions }) => conditions)) names.set(key.toLowerCase(), key);
  }
  const named: Witness["context"] = {};
  for (const [key, values] of Object.entries(context)) {
    if (values.length > 0 || names.has(key)) named[names.get(key) ?? key] = values;
  }
  return named;
}

/** A request that reads better and still shows the same. */
export function readable(request: Witness, policies: Policy[], holds: (request: Witness) => boolean): Witness {
  const named = (witness: Witness): Witness => ({ ...witness, context: namedContext(witness.context, policies) });
  const written = (witness: Witness): Witness => ({ ...witness, action: asWritten(witness.action, policies) });
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

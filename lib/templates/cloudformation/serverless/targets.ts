import { gap, isValue, type Outcome, type Resolution } from "#lib/templates/cloudformation/values/outcome.ts";
import { child, stringNode } from "../../node.ts";
import { readWorlds } from "../read-worlds.ts";
import { type Owner, seeGaps } from "../report.ts";
import { open, walk } from "../walk.ts";
import { type Entry, part } from "./entry.ts";
import { allow, document } from "./template-document.ts";

/** What is allowed on a target of each type, and on its contents. */
const ACTIONS = new Map([
  ["SQS", ["sqs:SendMessage"]],
  ["SNS", ["sns:Publish"]],
  ["Lambda", ["lambda:InvokeFunction"]],
  ["EventBridge", ["events:PutEvents"]],
  ["S3", ["s3:ListBucket", "s3:PutObject"]],
]);

const ABOUT = { kind: "identity" as const, policyName: null };

/** Reads what a function may do with the final target of its events, at a path below an entry. */
export function readTargets(owner: Owner, below: Entry, steps: string[], property: "TargetArn" | "Destination"): void {
  for (const place of walk(below.node, steps, below.path, below.env)) {
    if (place.kind === "gap") seeGaps(owner, ABOUT, [place.gap], place.env);
    if (place.kind === "found") readTarget(owner, place, property);
  }
}

/** Without a target SAM makes a queue or topic for the function. */
function readTarget(owner: Owner, entry: Entry, property: "TargetArn" | "Destination"): void {
  for (const opened of open(entry.node, entry.path, entry.env)) {
    if (opened.kind === "gap") seeGaps(owner, ABOUT, [opened.gap], opened.env);
    if (opened.kind !== "value") continue;
    const target = { node: opened.value, path: opened.path, env: opened.env };
    const arn = part(target, property);
    const { path } = target;
    const span = target.node.span;
    if (arn) {
      readWorlds(owner, target.env, {
        about: () => ({ ...ABOUT, path, span }),
        read: (env) => {
          const [action, inside] = actionsOf(target, env);
          const resource = env.resolve(arn.node, arn.path, env);
          if (resource.kind === "absent") return null;
          if (action === undefined || !isValue(resource)) return undefined;
          const statements = [allow(stringNode(action, span), resource, span)];
          if (inside !== undefined && resource.kind === "string") {
            const all = stringNode(`${resource.value}/*`, span);
            statements.push(allow(stringNode(inside, span), all, span));
          }
          return { node: document(statements, span), publicType: null };
        },
      });
    }
  }
}

function actionsOf({ node, path }: Entry, env: Resolution): string[] {
  const type = child(node, "Type");
  const outcome: Outcome | undefined = type && env.resolve(type, [...path, "Type"], env);
  const actions = outcome?.kind === "string" ? ACTIONS.get(outcome.value) : undefined;
  if (!actions) gap(env, "What SAM allows for this target is not known.", path, node);
  return actions ?? [];
}

import { child, stringNode } from "../../node.ts";
import { readWorlds } from "../read-worlds.ts";
import { type Owner, seeGaps } from "../report.ts";
import { gap, isValue, type Outcome, type Resolution } from "../resolution.ts";
import { open, walk } from "../walk.ts";
import { type Entry, part } from "./entry.ts";
import { allow, document } from "./template-document.ts";

const ACTIONS = new Map([
  ["SQS", "sqs:SendMessage"],
  ["SNS", "sns:Publish"],
  ["Lambda", "lambda:InvokeFunction"],
  ["EventBridge", "events:PutEvents"],
]);

const ABOUT = { kind: "identity" as const, policyName: null };

/** What a function may do with where its events go in the end, at a path below something. */
export function readTargets(owner: Owner, below: Entry, steps: string[], property: "TargetArn" | "Destination"): void {
  for (const place of walk(below.node, steps, below.path, below.env)) {
    if (place.kind === "gap") seeGaps(owner, ABOUT, [place.gap], place.env);
    if (place.kind === "found") readTarget(owner, place, property);
  }
}

/** Without a target SAM makes a queue or topic of the function's own. */
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
          const action = actionOf(target, env);
          const resource = env.resolve(arn.node, arn.path, env);
          if (resource.kind === "absent") return null;
          if (action === undefined || !isValue(resource)) return undefined;
          return { node: document([allow(stringNode(action, span), resource, span)], span), publicType: null };
        },
      });
    }
  }
}

function actionOf({ node, path }: Entry, env: Resolution): string | undefined {
  const type = child(node, "Type");
  const outcome: Outcome | undefined = type && env.resolve(type, [...path, "Type"], env);
  const action = outcome?.kind === "string" ? ACTIONS.get(outcome.value) : undefined;
  if (!action) gap(env, "It is not known what SAM allows for this target.", path, node);
  return action;
}

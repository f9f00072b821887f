import type { Node } from "#lib/iam/index.ts";
import { child, stringNode } from "../../node.ts";
import { readDocument } from "../policies.ts";
import type { Owner } from "../report.ts";
import { queueOf } from "./dead-letters.ts";
import { type Entry, isTrue, part, propertiesOf } from "./entry.ts";
import { aliasOf, attributeOf, refTo } from "./grants.ts";
import { calledFunction, type Event } from "./pushes.ts";
import { allow, document } from "./template-document.ts";

/** Events that start a state machine. SAM makes a role for each of them. */
const STARTING = new Set(["Api", "CloudWatchEvent", "EventBridgeRule", "Schedule"]);

/**
 * Reads the permissions of the role SAM makes for an event that starts a state machine. Returns whether the event is of
 * such a type.
 */
export function readStart(owner: Owner, type: string, event: Event): boolean {
  if (!STARTING.has(type)) return false;
  readAllowed(owner, event.entry, `${event.id}RoleStartExecutionPolicy`, "states:StartExecution", startedBy(owner));
  return true;
}

/**
 * A schedule without a given role gets one: to call the function or machine, and to send failed events to its queue.
 */
export function readSchedule(owner: Owner, { entry, id, properties }: Event): true {
  if (properties && child(properties.node, "RoleArn")) return true;
  const { span } = entry.node;
  if (owner.type === "AWS::Serverless::StateMachine") {
    readAllowed(owner, entry, `${id}StartExecutionPolicy`, "states:StartExecution", startedBy(owner));
  } else {
    readAllowed(owner, entry, `${id}LambdaPolicy`, "lambda:InvokeFunction", calledFunction(owner));
  }
  const failed = child(properties?.node, "DeadLetterConfig");
  const queue = failed && (child(failed, "Arn") ?? attributeOf(queueOf(failed, id), "Arn", span));
  if (queue) readAllowed(owner, entry, `${id}SQSPolicy`, "sqs:SendMessage", queue);
  return true;
}

/** The state machine, or its alias if events are set to start the alias. */
function startedBy(owner: Owner): Node {
  const { logicalId, node } = owner;
  const properties = propertiesOf(owner);
  const alias = part(properties, "AutoPublishAlias");
  if (!alias || !isTrue(part(properties, "UseAliasAsEventTarget"))) return refTo(logicalId, node.span);
  return aliasOf(`\${${logicalId}}`, alias.node);
}

function readAllowed(owner: Owner, entry: Entry, policyName: string, action: string, resource: Node): void {
  const { span } = entry.node;
  const node = document([allow(stringNode(action, span), resource, span)], span);
  readDocument(owner, { ...entry, node }, { kind: "identity", policyName });
}

import { intrinsicOf } from "#lib/templates/cloudformation/values/parse-intrinsic.ts";
import { child, stringNode, stringValue } from "../../node.ts";
import type { Owner } from "../report.ts";
import { queueOf } from "./dead-letters.ts";
import { type Entry, isFalse, part, seeUnread } from "./entry.ts";
import { readSchedule, readStart } from "./event-roles.ts";
import { readFetch } from "./fetches.ts";
import { attributeOf, readGrant } from "./grants.ts";
import { anyIn, type Event, readPush, stageOf } from "./pushes.ts";
import { readResourcePolicies } from "./resource-policy.ts";

export function readEvents(owner: Owner, events: Entry | undefined): void {
  if (!events) return;
  if (events.node.kind !== "object" || intrinsicOf(events.node)) {
    seeUnread(
      owner,
      events,
      "The events of this resource are not known; policies that SAM creates for them are not read.",
    );
    return;
  }
  for (const { key } of events.node.entries) {
    const event = part(events, key);
    if (event) readEvent(owner, event, `${owner.logicalId}${key}`);
  }
}

function readEvent(owner: Owner, entry: Entry, id: string): void {
  const type = stringValue(child(entry.node, "Type")) ?? "";
  const properties = part(entry, "Properties");
  if (intrinsicOf(entry.node) || (properties && intrinsicOf(properties.node))) {
    seeUnread(
      owner,
      entry,
      "This event is not known before deployment; policies that SAM creates for it are not read.",
    );
    return;
  }
  const event = { entry, id, properties };
  if (!readKnown(owner, type, event)) {
    seeUnread(owner, entry, `The policies that SAM creates for an event of type ${type || "?"} are not read.`);
  }
  if (type !== "ScheduleV2") readDeadLetters(owner, event);
  if (type === "Api" && properties) {
    const stage = stageOf(event, owner) ?? stringNode("Prod", entry.node.span);
    readResourcePolicies(owner, properties, stage, pathOf(event));
  }
}

/** Reads what SAM makes of an event of a known type. Returns whether the type is known. */
function readKnown(owner: Owner, type: string, event: Event): boolean {
  if (type === "ScheduleV2") return readSchedule(owner, event);
  if (owner.type === "AWS::Serverless::StateMachine") return readStart(owner, type, event);
  const subscription = type === "SNS" ? part(event.properties, "SqsSubscription") : undefined;
  if (subscription) return readSubscription(owner, event, subscription);
  return readPush(owner, type, event) || readFetch(owner, type, event);
}

/** Reads a queue between a topic and the function: the topic may send to it, and the function fetches from it. */
function readSubscription(owner: Owner, event: Event, subscription: Entry): boolean {
  const { entry, id, properties } = event;
  const { node } = subscription;
  if (isFalse(subscription)) return readPush(owner, "SNS", event);
  const given = node.kind === "object" ? child(node, "QueueArn") : undefined;
  const name = stringValue(child(node, "QueuePolicyLogicalId")) ?? `${id}QueuePolicy`;
  const topic = child(properties?.node, "Topic");
  if (!topic) return false;
  readGrant(
    owner,
    entry,
    {
      service: "*",
      action: "sqs:SendMessage",
      resource: given ?? attributeOf(`${id}Queue`, "Arn", node.span),
      operator: "ArnEquals",
      source: topic,
    },
    { policyName: name, publicType: "AWS::SQS::Queue" },
  );
  return readFetch(owner, "SQS", { ...event, properties: undefined });
}

/** SAM creates a queue for events a rule could not deliver, if none is given; the rule may then send to it. */
function readDeadLetters(owner: Owner, { entry, id, properties }: Event): void {
  const config = part(properties, "DeadLetterConfig");
  if (!config || child(config.node, "Arn")) return;
  const { span } = config.node;
  readGrant(
    owner,
    entry,
    {
      service: "events.amazonaws.com",
      action: "sqs:SendMessage",
      resource: attributeOf(queueOf(config.node, id), "Arn", span),
      operator: "ArnEquals",
      source: attributeOf(id, "Arn", span),
    },
    { policyName: `${id}QueuePolicy`, publicType: "AWS::SQS::Queue" },
  );
}

/** Every method of the event's path. */
function pathOf({ properties }: Event): string | undefined {
  const path = stringValue(child(properties?.node, "Path"));
  return path === undefined ? undefined : `*${anyIn(path)}`;
}

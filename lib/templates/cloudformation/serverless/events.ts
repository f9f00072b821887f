import { child, stringValue } from "../../node.ts";
import { intrinsicOf } from "../intrinsic.ts";
import { type Owner, seeGaps } from "../report.ts";
import { readBroker } from "./brokers.ts";
import { type Entry, part } from "./entry.ts";
import { madeRoles } from "./made-roles.ts";
import { seeImplied } from "./policies.ts";
import { readTargets } from "./targets.ts";

/** What SAM makes of these events names an AWS service and the function or state machine that the event starts. */
const STARTED_BY_SERVICE = new Set([
  "AlexaSkill",
  "Api",
  "CloudWatchEvent",
  "CloudWatchLogs",
  "Cognito",
  "EventBridgeRule",
  "HttpApi",
  "IoTRule",
  "S3",
  "SNS",
  "Schedule",
  "ScheduleV2",
]);

/** Events that a function fetches, by the managed policy that its role gets for it. */
const FETCHED = new Map([
  ["DynamoDB", "AWSLambdaDynamoDBExecutionRole"],
  ["Kinesis", "AWSLambdaKinesisExecutionRole"],
  ["MSK", "AWSLambdaMSKExecutionRole"],
  ["SQS", "AWSLambdaSQSQueueExecutionRole"],
]);

export function readEvents(owner: Owner, events: Entry | undefined): void {
  if (!events) return;
  if (events.node.kind !== "object" || intrinsicOf(events.node)) {
    seeUnread(
      owner,
      events,
      "The events of this resource are not known; policies that SAM makes for them are not read.",
    );
    return;
  }
  for (const { key } of events.node.entries) {
    const event = part(events, key);
    if (event) readEvent(owner, event);
  }
}

function readEvent(owner: Owner, event: Entry): void {
  const type = stringValue(child(event.node, "Type")) ?? "";
  const properties = part(event, "Properties");
  if (intrinsicOf(event.node) || (properties && intrinsicOf(properties.node))) {
    seeUnread(owner, event, "This event is not known before deployment; policies that SAM makes for it are not read.");
    return;
  }
  const managed = FETCHED.get(type);
  if (type === "MQ") readBroker(owner, event);
  else if (managed === undefined && !STARTED_BY_SERVICE.has(type)) {
    seeUnread(owner, event, `The policies that SAM makes for an event of type ${type || "?"} are not read.`);
  }
  for (const unread of [part(properties, "SqsSubscription"), part(part(properties, "Auth"), "ResourcePolicy")]) {
    if (unread) seeUnread(owner, unread, "The resource policy that SAM makes of this is not read.");
  }
  if (managed === undefined) return;
  for (const env of madeRoles(owner)) {
    seeImplied(owner, managed, { ...event, env });
    const failure = part(part(properties, "DestinationConfig"), "OnFailure");
    // Without a type SAM leaves the policy to the author.
    const isTyped = !failure || part(failure, "Type") !== undefined;
    if (properties && isTyped)
      readTargets(owner, { ...properties, env }, ["DestinationConfig", "OnFailure"], "Destination");
  }
}

function seeUnread(owner: Owner, { node, path, env }: Entry, message: string): void {
  seeGaps(owner, { policyName: null }, [{ message, path, span: node.span }], env);
}

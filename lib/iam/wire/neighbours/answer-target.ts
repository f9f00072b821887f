import { jsonBody } from "../json-body.ts";
import type { Surroundings, WireRequest, WireResponse } from "../message.ts";
import { WireError } from "../wire-error.ts";
import { createDashboard, deleteDashboard, getDashboard } from "./dashboards.ts";
import {
  createEventDataStore,
  deleteEventDataStore,
  getEventDataStore,
  listEventDataStores,
} from "./event-data-stores.ts";
import { getParameter } from "./get-parameter.ts";

/** Maps the members of a request to those of its result. */
export type TargetOperation = (
  call: { body: Record<string, unknown>; region: string },
  surroundings: Surroundings,
) => object;

/** By the end of the X-Amz-Target header: service and operation. */
const OPERATIONS: Readonly<Record<string, TargetOperation>> = {
  "AmazonSSM.GetParameter": getParameter,
  "CloudTrail_20131101.CreateDashboard": createDashboard,
  "CloudTrail_20131101.CreateEventDataStore": createEventDataStore,
  "CloudTrail_20131101.DeleteDashboard": deleteDashboard,
  "CloudTrail_20131101.DeleteEventDataStore": deleteEventDataStore,
  "CloudTrail_20131101.GetDashboard": getDashboard,
  "CloudTrail_20131101.GetEventDataStore": getEventDataStore,
  "CloudTrail_20131101.ListEventDataStores": listEventDataStores,
};

/** Calls by policy validators and their suites in AWS's JSON protocol, which names the operation in a header. */
export function answerTarget(
  target: string,
  request: WireRequest,
  surroundings: Surroundings,
  region: string,
): WireResponse {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-RequestId": surroundings.requestId };
  try {
    const name = target.split(".").slice(-2).join(".");
    const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (operation === undefined) {
      throw new WireError("UnknownOperationException", 400, `This server does not support ${name}.`);
    }
    const body = JSON.stringify(operation({ body: jsonBody(request), region }, surroundings));
    return { status: 200, headers, body };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const body = JSON.stringify({ __type: error.name, message: error.message, ...error.members });
    return { status: error.status, headers: { ...headers, "x-amzn-ErrorType": error.name }, body };
  }
}

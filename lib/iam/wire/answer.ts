import { CHECK_ACCESS_NOT_GRANTED } from "./check-access-not-granted.ts";
import { CHECK_NO_NEW_ACCESS } from "./check-no-new-access.ts";
import { CHECK_NO_PUBLIC_ACCESS } from "./check-no-public-access.ts";
import { CREATE_ACCESS_PREVIEW } from "./create-access-preview.ts";
import { CREATE_ANALYZER } from "./create-analyzer.ts";
import { CREATE_ARCHIVE_RULE } from "./create-archive-rule.ts";
import { DELETE_ARCHIVE_RULE } from "./delete-archive-rule.ts";
import { GET_ACCESS_PREVIEW } from "./get-access-preview.ts";
import { jsonBody, refuseLarge } from "./json-body.ts";
import { LIST_ACCESS_PREVIEW_FINDINGS } from "./list-access-preview-findings.ts";
import { LIST_ANALYZERS } from "./list-analyzers.ts";
import { LIST_ARCHIVE_RULES } from "./list-archive-rules.ts";
import type { Call, JudgingOperation, Means, Operation, Surroundings, WireRequest, WireResponse } from "./message.ts";
import { answerQuery } from "./neighbours/answer-query.ts";
import { answerTarget } from "./neighbours/answer-target.ts";
import { bucketList } from "./neighbours/bucket-list.ts";
import { REST_API_OPERATIONS } from "./neighbours/rest-apis.ts";
import { VALIDATE_POLICY } from "./validate-policy.ts";
import { validationException, WireError } from "./wire-error.ts";

const OPERATIONS: (Operation | JudgingOperation)[] = [
  CHECK_NO_NEW_ACCESS,
  CHECK_ACCESS_NOT_GRANTED,
  CHECK_NO_PUBLIC_ACCESS,
  VALIDATE_POLICY,
  LIST_ANALYZERS,
  CREATE_ANALYZER,
  CREATE_ACCESS_PREVIEW,
  GET_ACCESS_PREVIEW,
  LIST_ACCESS_PREVIEW_FINDINGS,
  CREATE_ARCHIVE_RULE,
  LIST_ARCHIVE_RULES,
  DELETE_ARCHIVE_RULE,
  ...REST_API_OPERATIONS,
];

const DEFAULT_REGION = "us-east-1";

/** The region and service of the signature; unsigned requests have none. */
function scopeOf({ headers }: WireRequest): { region?: string; service?: string } {
  const { authorization = "" } = headers;
  const credential = authorization.slice(Math.max(0, authorization.indexOf("Credential=")));
  const scope = /^Credential=[^/,\s]*\/[^/,\s]*\/([^/,\s]*)\/([^/,\s]*)\/aws4_request/.exec(credential);
  const [, region, service] = scope ?? [];
  return { ...(region ? { region } : {}), ...(service ? { service } : {}) };
}

export function errorAnswer(error: WireError, requestId: string): WireResponse {
  const { name, status, message, members, headers } = error;
  return {
    status,
    headers: {
      "content-type": "application/json",
      "x-amzn-RequestId": requestId,
      "x-amzn-ErrorType": name,
      ...headers,
    },
    body: JSON.stringify({ __type: name, message, ...members }),
  };
}

function pathOf({ path }: WireRequest): string {
  const trimmed = path.length > 1 ? path.replace(/\/$/, "") : path;
  try {
    return decodeURIComponent(trimmed);
  } catch {
    throw validationException("The request path is not valid.", "cannotParse");
  }
}

function operationFor(method: string, path: string): Operation | JudgingOperation {
  const here = OPERATIONS.filter((operation) => operation.path.test(path));
  const found = here.find((operation) => operation.method === method);
  if (found !== undefined) return found;
  if (here.length === 0) {
    throw new WireError("UnknownOperationException", 404, "This server has no operation at this path.");
  }
  const allow = here.map((operation) => operation.method).join(", ");
  throw new WireError("UnknownOperationException", 405, `Use ${allow} here, not ${method}.`, {}, { allow });
}

function isQuery({ method, path, headers }: WireRequest): boolean {
  return method === "POST" && path === "/" && (headers["content-type"] ?? "").includes("x-www-form-urlencoded");
}

function callOf(request: WireRequest, { path: pattern }: Operation | JudgingOperation, path: string): Call {
  const [, ...parts] = pattern.exec(path) ?? [];
  const { region = DEFAULT_REGION } = scopeOf(request);
  return { parts, query: new URLSearchParams(request.query), body: jsonBody(request), region };
}

async function operate(request: WireRequest, surroundings: Surroundings): Promise<WireResponse> {
  const path = pathOf(request);
  const operation = operationFor(request.method, path);
  const answered = await answeredBy(operation, request, path, surroundings);
  const headers = { "content-type": "application/json", "x-amzn-RequestId": surroundings.requestId };
  return { status: 200, headers, body: JSON.stringify(answered) };
}

async function answeredBy(
  operation: Operation | JudgingOperation,
  request: WireRequest,
  path: string,
  surroundings: Surroundings,
): Promise<object> {
  if (!("judge" in operation)) {
    refuseLarge(request);
    return operation.answer(callOf(request, operation, path), surroundings);
  }
  const judged = await (surroundings.judge?.(request) ?? judge(request, surroundings));
  return operation.keep === undefined ? judged : operation.keep(judged as never, surroundings);
}

/**
 * The findings of a policy-judging operation, as data. Includes all work that takes time and memory, so it may run in a
 * separate process. Throws WireError if the request cannot be used.
 */
export async function judge(request: WireRequest, means: Means): Promise<object> {
  const path = pathOf(request);
  const operation = operationFor(request.method, path);
  if (!("judge" in operation)) throw new Error(`${operation.name} does not judge policies.`);
  return operation.judge(callOf(request, operation, path), means);
}

/**
 * Answers requests of IAM Access Analyzer's protocol (REST-JSON, version 2019-11-01), and the few calls to other
 * services that policy validators make. Signatures are ignored. Invalid requests get AWS's answer; only faults of this
 * code are thrown. Source: Access Analyzer API Reference.
 */
export async function answer(request: WireRequest, surroundings: Surroundings): Promise<WireResponse> {
  const { region = DEFAULT_REGION, service } = scopeOf(request);
  const target = request.headers["x-amz-target"];
  try {
    if (target !== undefined || isQuery(request)) refuseLarge(request);
    if (target !== undefined) return answerTarget(target, request, surroundings, region);
    if (isQuery(request)) return answerQuery(request, surroundings);
    if (service === "s3" && request.method === "GET" && request.path === "/") return bucketList(surroundings);
    return await operate(request, surroundings);
  } catch (error) {
    if (error instanceof WireError) return errorAnswer(error, surroundings.requestId);
    throw error;
  }
}

import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AwsCheck, AwsValidation } from "#lib/checks/aws/question.ts";
import { type AccessAnalyzer, openAccessAnalyzer } from "#lib/policies/analyzer/access-analyzer.ts";
import { CANARY, json, TEMPORARY, useServer, withoutAws, withTemporaryCredentials } from "#tests/support/aws.ts";

const QUESTION: AwsCheck = {
  operation: "CheckAccessNotGranted",
  input: { policyDocument: "{}", access: [{ actions: ["iam:PassRole"] }], policyType: "IDENTITY_POLICY" },
};

const VALIDATION: AwsValidation = {
  operation: "ValidatePolicy",
  input: { policyDocument: "{}", policyType: "IDENTITY_POLICY" },
};

const PASS = { result: "PASS", message: "The policy document does not grant access.", reasons: [] };

/** An error as AWS sends it. */
function refuse(response: ServerResponse, status: number, name: string, message = "Said by AWS."): void {
  json(response, status, { __type: name, message }, { "x-amzn-errortype": name });
}

describe("Access Analyzer, when it does not answer", () => {
  let behave: (response: ServerResponse) => void = () => undefined;
  const server = useServer((_, response) => behave(response));
  let open: AccessAnalyzer[] = [];

  beforeEach(() => {
    withoutAws("/nonexistent");
    withTemporaryCredentials();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const analyzer of open) analyzer.close();
    open = [];
  });

  function analyzer(timeoutMs = 60_000, endpoint = server.url()): AccessAnalyzer {
    const opened = openAccessAnalyzer({ region: "eu-west-1", endpoint, allowLongTermKey: false, timeoutMs });
    open.push(opened);
    return opened;
  }

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    [
      "it throttles",
      (response) => refuse(response, 429, "ThrottlingException"),
      /is not accepting more requests right now/,
    ],
    [
      "a proxy throttles",
      (response) => response.writeHead(429).end("slow down"),
      /is not accepting more requests right now/,
    ],
    ["it is out of order", (response) => refuse(response, 500, "InternalServerException"), /500 InternalServer/],
    ["a gateway is out of order", (response) => response.writeHead(503).end("<html>"), /is unavailable \(503/],
    ["it resets the connection", (response) => response.destroy(), /could not be reached \(ECONNRESET\)/],
    [
      "the credentials ended",
      (response) => refuse(response, 403, "ExpiredTokenException"),
      /AWS reports that the credentials have expired or this machine's clock is wrong \(/,
    ],
    ["it answers garbage", (response) => response.writeHead(200).end("<html>Sign in</html>"), /its protocol/],
    ["it answers no verdict", (response) => json(response, 200, { hello: 1 }), /returned no verdict\./],
    ["it answers an unknown verdict", (response) => json(response, 200, { result: "MAYBE" }), /returned no verdict\./],
    ["it breaks off", (response) => response.writeHead(200).write("{", () => response.destroy()), /was cut off/],
  ])("may answer later when %s", async (_, behaviour, cause) => {
    behave = behaviour;
    const outcome = await analyzer().check(QUESTION);
    expect(outcome).toEqual({ outcome: "retry", cause: expect.stringMatching(cause) });
    expect(server.requests).toHaveLength(1);
  });

  it("may answer later when it hangs, and is waited for no longer than said", async () => {
    behave = () => undefined;
    expect(await analyzer(30).check(QUESTION)).toEqual({
      outcome: "retry",
      cause: "AWS IAM Access Analyzer did not answer within 0.03 seconds.",
    });
  });

  it("may answer later when nothing listens there", async () => {
    expect(await analyzer(5_000, "http://127.0.0.1:1").check(QUESTION)).toEqual({
      outcome: "retry",
      cause: "AWS IAM Access Analyzer could not be reached (ECONNREFUSED).",
    });
  });

  it("answers again after an outage, with the same client", async () => {
    const one = analyzer();
    behave = (response) => refuse(response, 503, "ServiceUnavailable");
    expect(await one.check(QUESTION)).toMatchObject({ outcome: "retry" });
    behave = (response) => json(response, 200, PASS);
    expect(await one.check(QUESTION)).toMatchObject({ outcome: "answered", value: { verdict: "PASS" } });
  });

  it.each(["ValidationException", "InvalidParameterException"])("says what %s says of the question", async (name) => {
    behave = (response) => refuse(response, 400, name, "Invalid policy document.");
    expect(await analyzer().check(QUESTION)).toEqual({ outcome: "error", cause: "Invalid policy document." });
  });

  it("says that AWS could not decide", async () => {
    behave = (response) => refuse(response, 422, "UnprocessableEntityException", "The policy is too complex.");
    expect(await analyzer().check(QUESTION)).toEqual({ outcome: "undecided", cause: "The policy is too complex." });
  });

  it("names the permission that is missing", async () => {
    behave = (response) => refuse(response, 403, "AccessDeniedException", "User: arn:… is not authorized");
    expect(await analyzer().check(QUESTION)).toEqual({
      outcome: "refused",
      cause: expect.stringMatching(/access-analyzer:CheckAccessNotGranted on "\*".*is not authorized/),
    });
    expect(await analyzer().validate(VALIDATION)).toMatchObject({
      outcome: "refused",
      cause: expect.stringContaining("access-analyzer:ValidatePolicy"),
    });
  });

  it.each([
    [403, "UnrecognizedClientException"],
    [403, "InvalidSignatureException"],
    [404, "UnknownOperationException"],
    [301, "MovedPermanently"],
  ])("says that the setup is wrong at %i %s", async (status, name) => {
    behave = (response) => refuse(response, status, name);
    expect(await analyzer().check(QUESTION)).toEqual({
      outcome: "refused",
      cause: expect.stringMatching(new RegExp(`${status} ${name}.*Check this deployment's region`)),
    });
  });

  it("S39 hides the secret and the token wherever AWS, or what stands in its place, says them", async () => {
    const said = `The canonical request was ${TEMPORARY.SessionToken} ${TEMPORARY.SecretAccessKey}`;
    for (const name of ["ValidationException", "AccessDeniedException", TEMPORARY.SecretAccessKey]) {
      for (const status of [400, 403, 422, 429, 500]) {
        behave = (response) => refuse(response, status, name, said);
        const outcome = await analyzer().check(QUESTION);
        expect(outcome).toHaveProperty("cause");
        expect(JSON.stringify(outcome)).not.toMatch(CANARY);
      }
    }
  });

  it("S33 asks AWS once, whatever happens", async () => {
    vi.stubEnv("AWS_MAX_ATTEMPTS", "5");
    behave = (response) => refuse(response, 500, "InternalServerException");
    await analyzer().check(QUESTION);
    expect(server.requests).toEqual(["POST /policy/check-access-not-granted"]);
  });

  it("refuses pages of findings that do not end", async () => {
    behave = (response) => json(response, 200, { findings: [], nextToken: "more" });
    expect(await analyzer().validate(VALIDATION)).toMatchObject({
      outcome: "retry",
      cause: expect.stringMatching(/more than 20 pages/),
    });
    expect(server.requests).toHaveLength(20);
  });
});

import { describe, expect, it } from "vitest";
import { answer } from "#lib/iam/wire/answer.ts";
import type { Surroundings } from "#lib/iam/wire/message.ts";
import { askJson, NOW, surroundingsOf } from "./server-for-tests.ts";

const ACCOUNT = "111122223333";
const CLOUD_TRAIL = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101";
const SECONDS = NOW.getTime() / 1000;

function signedFor(region: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/${region}/cloudtrail/aws4_request, Signature=0`;
}

/** A call in the JSON protocol, which names its operation in a header. */
async function call(surroundings: Surroundings, target: string, body: object, region = "us-east-2") {
  const headers = { "x-amz-target": target, authorization: signedFor(region) };
  const answered = await askJson(surroundings, { method: "POST", path: "/", headers, body });
  expect(answered.headers["content-type"]).toBe("application/x-amz-json-1.1");
  return { status: answered.status, body: answered.body };
}

const refusal = (__type: string) => ({ status: 400, body: { __type, message: expect.stringMatching(/\.$/) } });

describe("CloudTrail, of an account that is empty at first", () => {
  it("remembers event data stores", async () => {
    const here = surroundingsOf(ACCOUNT);
    const trail = (name: string, body: object) => call(here, `${CLOUD_TRAIL}.${name}`, body);
    expect(await trail("ListEventDataStores", { MaxResults: 25 })).toEqual({
      status: 200,
      body: { EventDataStores: [] },
    });
    const input = { Name: "Store-1", TerminationProtectionEnabled: false };
    const { body: made } = await trail("CreateEventDataStore", input);
    const arn = `arn:aws:cloudtrail:us-east-2:${ACCOUNT}:eventdatastore/id-1`;
    expect(made).toMatchObject({ EventDataStoreArn: arn, Status: "ENABLED", CreatedTimestamp: SECONDS });
    expect(await trail("GetEventDataStore", { EventDataStore: arn })).toEqual({ status: 200, body: made });
    expect((await trail("ListEventDataStores", {})).body.EventDataStores).toEqual([
      { EventDataStoreArn: arn, Name: "Store-1" },
    ]);
    expect(await trail("CreateEventDataStore", input)).toEqual(refusal("EventDataStoreAlreadyExistsException"));
    expect(await trail("DeleteEventDataStore", { EventDataStore: arn })).toEqual({ status: 200, body: {} });
    expect(await trail("GetEventDataStore", { EventDataStore: arn })).toEqual(
      refusal("EventDataStoreNotFoundException"),
    );
  });

  it("pages event data stores, and keeps regions and protected ones apart", async () => {
    const here = surroundingsOf(ACCOUNT);
    const trail = (name: string, body: object, region?: string) => call(here, `${CLOUD_TRAIL}.${name}`, body, region);
    const { body: first } = await trail("CreateEventDataStore", { Name: "one" });
    await trail("CreateEventDataStore", { Name: "two" });
    await trail("CreateEventDataStore", { Name: "one" }, "eu-west-1");
    const { body: page } = await trail("ListEventDataStores", { MaxResults: 1 });
    expect(page).toMatchObject({ EventDataStores: [{ Name: "one" }], NextToken: expect.any(String) });
    const { body: last } = await trail("ListEventDataStores", { MaxResults: 1, NextToken: page.NextToken });
    expect(last).toEqual({ EventDataStores: [{ Name: "two", EventDataStoreArn: expect.any(String) }] });
    const { EventDataStoreArn } = first;
    const refused = refusal("EventDataStoreTerminationProtectedException");
    expect(await trail("DeleteEventDataStore", { EventDataStore: EventDataStoreArn })).toEqual(refused);
  });

  it("remembers dashboards, by name and by ARN", async () => {
    const here = surroundingsOf(ACCOUNT);
    const trail = (name: string, body: object) => call(here, `${CLOUD_TRAIL}.${name}`, body);
    const { body: made } = await trail("CreateDashboard", { Name: "Board" });
    const arn = `arn:aws:cloudtrail:us-east-2:${ACCOUNT}:dashboard/Board`;
    expect(made).toMatchObject({ DashboardArn: arn, Type: "CUSTOM", Name: "Board" });
    for (const DashboardId of ["Board", arn]) {
      expect((await trail("GetDashboard", { DashboardId })).body).toMatchObject({
        DashboardArn: arn,
        Status: "CREATED",
        UpdatedTimestamp: SECONDS,
      });
    }
    expect(await trail("CreateDashboard", { Name: "Board" })).toEqual(refusal("ConflictException"));
    expect(await trail("DeleteDashboard", { DashboardId: arn })).toEqual({ status: 200, body: {} });
    expect(await trail("GetDashboard", { DashboardId: "Board" })).toEqual(refusal("ResourceNotFoundException"));
  });

  it("remembers so many and no more", async () => {
    const here = surroundingsOf(ACCOUNT);
    const make = (Name: string) => call(here, `${CLOUD_TRAIL}.CreateDashboard`, { Name });
    for (let count = 0; count < 100; count += 1) expect((await make(`board-${count}`)).status).toBe(200);
    expect(await make("board-100")).toEqual(refusal("LimitExceededException"));
  });
});

describe("API Gateway, of an account that is empty at first", () => {
  it("remembers REST APIs, page by page", async () => {
    const here = surroundingsOf(ACCOUNT);
    const ask = (method: string, path: string, query = "", body?: object) =>
      askJson(here, { method, path, query, body });
    expect((await ask("GET", "/restapis")).body).toEqual({ item: [] });
    const made = (await ask("POST", "/restapis", "", { name: "Mine", description: "An API" })).body;
    expect(made).toEqual({ id: "id1", name: "Mine", rootResourceId: "id2", createdDate: SECONDS });
    await ask("POST", "/restapis", "", { name: "Mine" });
    const { body: page } = await ask("GET", "/restapis", "limit=1");
    expect(page).toEqual({ item: [made], position: expect.any(String) });
    const { body: last } = await ask("GET", "/restapis", `limit=1&position=${encodeURIComponent(page.position)}`);
    expect(last).toEqual({ item: [{ ...made, id: "id3", rootResourceId: "id4" }] });
    expect((await ask("GET", "/restapis/id1")).body).toEqual(made);
    expect((await ask("DELETE", "/restapis/id1")).status).toBe(200);
    for (const method of ["GET", "DELETE"]) {
      const gone = await ask(method, "/restapis/id1");
      expect([gone.status, gone.body.__type]).toEqual([404, "NotFoundException"]);
    }
  });
});

describe("other services, of an account that holds nothing", () => {
  it("know no parameter", async () => {
    const answered = await call(surroundingsOf(ACCOUNT), "AmazonSSM.GetParameter", { Name: "/app/role:3" });
    expect(answered).toEqual(refusal("ParameterNotFound"));
  });

  it("refuse what they do not do, and requests without what they need", async () => {
    const here = surroundingsOf(ACCOUNT);
    const unknown = refusal("UnknownOperationException");
    for (const target of ["AmazonSSM.PutParameter", "SWBExternalService.ListInstances", "", "__proto__"]) {
      expect(await call(here, target, {})).toEqual(unknown);
    }
    for (const name of ["CreateEventDataStore", "GetEventDataStore", "CreateDashboard", "DeleteDashboard"]) {
      expect((await call(here, `${CLOUD_TRAIL}.${name}`, {})).body.__type).toBe("ValidationException");
    }
  });

  /** A call in the query protocol, whose parameters are a form. */
  async function query(form: Record<string, string>, more: Partial<Surroundings> = {}) {
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    const body = new TextEncoder().encode(new URLSearchParams(form).toString());
    return answer({ method: "POST", path: "/", query: "", headers, body }, surroundingsOf(ACCOUNT, more));
  }

  it("export nothing", async () => {
    const { status, body } = await query({ Action: "ListExports", Version: "2010-05-15" });
    expect([status, body]).toEqual([
      200,
      expect.stringContaining("<ListExportsResult><Exports></Exports></ListExportsResult>"),
    ]);
  });

  it("tell a managed policy in its one version", async () => {
    const managedPolicy = () => ({ versionId: "v7", document: '{"Statement":[]}' });
    const PolicyArn = "arn:aws:iam::aws:policy/path/of/Policy";
    const get = await query({ Action: "GetPolicy", PolicyArn }, { managedPolicy });
    expect(get.body).toMatch(/<PolicyName>Policy<\/PolicyName><Path>\/path\/of\/<\/Path>.*<DefaultVersionId>v7</);
    const version = await query({ Action: "GetPolicyVersion", PolicyArn, VersionId: "v7" }, { managedPolicy });
    expect(version.body).toContain(`<Document>${encodeURIComponent('{"Statement":[]}')}</Document>`);
    const older = await query({ Action: "GetPolicyVersion", PolicyArn, VersionId: "v6" }, { managedPolicy });
    expect([older.status, older.body]).toEqual([
      404,
      expect.stringMatching(/<Code>NoSuchEntity<.*has only version v7 here, not v6/),
    ]);
  });
});

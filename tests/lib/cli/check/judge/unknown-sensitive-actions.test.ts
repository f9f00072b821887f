import { describe, expect, it } from "vitest";
import { readArguments } from "#lib/cli/check/input/arguments.ts";
import { checkGivenText } from "#lib/cli/check/judge/check-given-text.ts";
import { outline, workspace } from "../workspace.ts";

const POLICY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" }],
};
const LIST = ["--sensitive-actions", "listed.txt"];

describe("a sensitive action that there is not", () => {
  const place = workspace();
  const write = (...actions: string[]) => place.write({ "p.json": POLICY, "listed.txt": JSON.stringify(actions) });

  it("is found in a wildcard that takes it, and not where the action is named that is meant", async () => {
    write("iam:CreateUsr");
    const of = async (Action: string) => {
      place.write({ "p.json": { ...POLICY, Statement: [{ Effect: "Allow", Action, Resource: "*" }] } });
      return (await place.check("p.json", ...LIST)).findings.map(({ rule }) => rule);
    };
    expect(await of("iam:*")).toEqual(expect.arrayContaining(["SENSITIVE_ACCESS", "UNKNOWN_SENSITIVE_ACTION"]));
    const named = await of("iam:CreateUser");
    expect(named).toContain("UNKNOWN_SENSITIVE_ACTION");
    expect(named).not.toContain("SENSITIVE_ACCESS");
  });

  it("is a warning of the run", async () => {
    write("iam:CreateUsr", "iam:DeleteUser");
    const report = await place.check("p.json", ...LIST);
    expect(outline(report)).toEqual(["UNKNOWN_SENSITIVE_ACTION warning 1"]);
    expect(report.findings).toMatchObject([
      { file: ".", message: expect.stringMatching(/Did you mean iam:CreateUser\? .* only found through wildcards\.$/) },
    ]);
    expect(report).toMatchObject({ exitCode: 0, counts: { warning: 1 } });
    expect((await place.check("p.json", ...LIST, "--fail-on", "incomplete")).exitCode).toBe(2);
  });

  it("is none where each exists", async () => {
    write("iam:CreateUser", "dynamodb:*");
    expect((await place.check("p.json", ...LIST)).findings).toEqual([]);
  });

  it("is accepted by a baseline, and asked for again where it is another", async () => {
    write("iam:CreateUsr");
    await place.text("p.json", ...LIST, "--write", "json=baseline.json");
    const accepted = await place.check("p.json", ...LIST, "--baseline", "baseline.json");
    expect(accepted.counts).toMatchObject({ warning: 0, accepted: 1 });
    write("iam:DeleteUsr");
    expect((await place.check("p.json", ...LIST, "--baseline", "baseline.json")).counts).toMatchObject({ warning: 1 });
  });

  it("shows no key that someone took for one", async () => {
    write("iam:AKIAIOSFODNN7QWERTYU");
    const { text } = await place.text("p.json", ...LIST);
    expect(text).toContain("UNKNOWN_SENSITIVE_ACTION");
    expect(text).not.toContain("AKIAIOSFODNN7QWERTYU");
  });

  it("is said of a text that is given, too", async () => {
    const text = { name: "p.json", text: JSON.stringify(POLICY), before: null };
    const given = readArguments(["p.json", ...LIST]);
    const report = await checkGivenText(text, given, { files: { "listed.txt": '["iam:CreateUsr"]' } });
    expect(outline(report)).toEqual(["UNKNOWN_SENSITIVE_ACTION warning 1"]);
  });
});

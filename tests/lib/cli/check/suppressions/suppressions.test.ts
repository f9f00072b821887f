import { describe, expect, it } from "vitest";
import { outline, READ_ORDERS, roleTemplate, workspace } from "../workspace.ts";

const place = workspace();
const MINTS = ["Effect: Allow", "Action: iam:CreateUser", 'Resource: "*"'];
const WHY = "The desk makes users (SEC-12)";
const above = (comment: string, template = roleTemplate(MINTS)) =>
  template.replace("              - Effect", `${comment}\n              - Effect`);
const beside = (comment: string) => roleTemplate([`Effect: Allow ${comment}`, ...MINTS.slice(1)]);
const UNKNOWN = `Parameters:\n  T: {Type: String}\n${roleTemplate(["Effect: Allow", "Action: s3:GetObject", "Resource: !Ref T"])}`;

describe("a comment in YAML", () => {
  it.each([
    ["above", above(`              # guardians:ignore CRED-8 ${WHY}`)],
    ["above others", above(`# guardians:ignore CRED-8 ${WHY}\n      # and more`)],
    ["beside", beside(`# guardians:ignore CRED-8 ${WHY}`)],
    ["in lines that Windows ends", beside(`# guardians:ignore CRED-8 ${WHY}`).replaceAll("\n", "\r\n")],
  ])("%s the finding accepts it with its reason, counted and shown everywhere", async (_, template) => {
    place.write({ "t.yaml": template });
    const report = await place.check("t.yaml");
    expect(report).toMatchObject({ exitCode: 0, verdict: "pass", counts: { blocking: 0, accepted: 1, suppressed: 1 } });
    expect(report.findings).toMatchObject([{ rule: "CRED-8", accepted: "suppressed", acceptedReason: WHY }]);
    const { text } = await place.text("t.yaml");
    expect(text).toMatch(
      /Accepted\n {2}t\.yaml:\d+ {2}CRED-8 {2}in the file: The desk makes users \(SEC-12\), finding/,
    );
    expect(text).toContain("1 accepted (1 in the files)");
    expect((await place.text("t.yaml", "--format", "markdown")).text).toContain("The desk makes users");
    expect((await place.text("t.yaml", "--format", "junit")).text).toContain(`in the file: ${WHY}`);
    expect((await place.text("t.yaml", "--format", "github")).text).toMatch(
      /\nAccepted t\.yaml:\d+ CRED-8 in the file: The desk/,
    );
    const sarif = JSON.parse((await place.text("t.yaml", "--format", "sarif")).text);
    expect(sarif.runs[0].results[0].suppressions).toEqual([
      { kind: "inSource", status: "accepted", justification: `Accepted in the file: ${WHY}.` },
    ]);
  });

  it.each([
    ["without a reason", above("# guardians:ignore CRED-8"), "warning", "gives no reason"],
    ["without a rule", above("# guardians:ignore"), "warning", "gives no reason"],
    [
      "of another rule",
      above(`# guardians:ignore PUBLIC_ACCESS ${WHY}`),
      "suggestion",
      "there is no PUBLIC_ACCESS finding here",
    ],
    [
      "elsewhere",
      `# guardians:ignore CRED-8 ${WHY}\n\n${roleTemplate(MINTS)}`,
      "suggestion",
      "there is no CRED-8 finding here",
    ],
  ])("%s accepts nothing, and says so at its place", async (_, template, level, words) => {
    place.write({ "t.yaml": template });
    const report = await place.check("t.yaml");
    expect(report).toMatchObject({ exitCode: 2, counts: { blocking: 1, accepted: 0 } });
    const line = template.split("\n").findIndex((each) => each.includes("guardians:ignore")) + 1;
    expect(report.findings.find(({ rule }) => rule === "SUPPRESSION")).toMatchObject({
      level,
      line,
      message: expect.stringContaining(words),
    });
  });

  it("is none in a text in quotes or in a block", async () => {
    const text = `Description: "x # guardians:ignore CRED-8 no"\n${roleTemplate(MINTS)}`;
    place.write({
      "t.yaml": above(
        "",
        `${text}  Note:\n    Type: AWS::SSM::Parameter\n    Properties:\n      Value: |\n        # guardians:ignore CRED-8 no\n`,
      ),
    });
    expect(outline(await place.check("t.yaml"))).toEqual(["CRED-8 blocking 19"]);
  });

  it("accepts what could not be evaluated only where it names the gap", async () => {
    place.write({ "t.yaml": UNKNOWN.replace("!Ref T", `!Ref T # guardians:ignore INCOMPLETE_POLICY ${WHY}`) });
    expect(await place.check("t.yaml")).toMatchObject({ exitCode: 0, counts: { suppressed: 1, incomplete: 0 } });
    for (const rule of ["CRED-8", "UNDECIDED"]) {
      place.write({ "t.yaml": UNKNOWN.replace("!Ref T", `!Ref T # guardians:ignore ${rule} ${WHY}`) });
      expect(await place.check("t.yaml")).toMatchObject({ exitCode: 3, counts: { suppressed: 0, incomplete: 1 } });
    }
  });

  it("accepts a key of a pipeline, which is no template", async () => {
    const job = [
      "jobs:",
      "  a:",
      "    env:",
      `      # guardians:ignore CRED-6 ${WHY}`,
      "      AWS_ACCESS_KEY_ID: $KEY",
      "",
    ];
    place.write({ ".github/workflows/a.yml": job.join("\n") });
    expect(await place.check(".github/workflows/a.yml")).toMatchObject({
      exitCode: 0,
      findings: [{ rule: "CRED-6", line: 5, accepted: "suppressed" }],
    });
  });

  it("never accepts a malformed policy or a file that cannot be read", async () => {
    const malformed = roleTemplate([
      "Effect: Allow",
      `Action: iam Get # guardians:ignore MALFORMED_POLICY ${WHY}`,
      'Resource: "*"',
    ]);
    place.write({ "t.yaml": malformed, "u.yaml": `Resources: [ # guardians:ignore UNREADABLE_FILE ${WHY}\n` });
    const report = await place.check("t.yaml", "u.yaml");
    expect(report.counts).toMatchObject({ incomplete: 1, accepted: 0 });
    expect(report.findings.filter(({ rule }) => rule === "SUPPRESSION").map(({ message }) => message)).toEqual([
      expect.stringContaining("cannot be accepted in the"),
      expect.any(String),
    ]);
  });

  it("shows no secret of its reason", async () => {
    const key = ["AKIA", "Q3ZK7WLM", "2XTR9PVB"].join("");
    place.write({ "t.yaml": above(`# guardians:ignore CRED-8 as of ${key}`) });
    for (const format of ["text", "json", "sarif", "markdown", "junit", "gitlab-codequality", "github"]) {
      expect((await place.text("t.yaml", "--format", format)).text).not.toContain(key);
    }
  });
});

describe("the metadata of a resource", () => {
  const template = (ignore: unknown) => ({
    Resources: {
      AppRole: {
        Type: "AWS::IAM::ManagedPolicy",
        Metadata: { Guardians: { ignore } },
        Properties: {
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "iam:CreateUser", Resource: "*" }],
          },
        },
      },
    },
  });

  it("accepts a rule in it, in JSON too, and is refused without a reason", async () => {
    place.write({ "t.json": template([{ rule: "CRED-8", reason: WHY }]), "u.json": template([{ rule: "CRED-8" }]) });
    expect(await place.check("t.json")).toMatchObject({
      exitCode: 0,
      findings: [{ rule: "CRED-8", accepted: "suppressed", acceptedReason: WHY }],
    });
    const refused = await place.check("u.json");
    expect(refused.exitCode).toBe(2);
    expect(refused.findings.map(({ rule, level, resource }) => [rule, level, resource])).toEqual([
      ["CRED-8", "blocking", "AppRole"],
      ["SUPPRESSION", "warning", "AppRole"],
    ]);
  });

  it("accepts nothing of another resource, and goes behind what the caller accepts", async () => {
    const { AppRole } = template([{ rule: "CRED-8", reason: WHY }]).Resources;
    const { Metadata: _, ...bare } = AppRole;
    place.write({ "t.json": { Resources: { AppRole, Other: bare } } });
    const report = await place.check("t.json");
    expect(report.findings.map(({ resource, accepted }) => [resource, accepted])).toEqual([
      ["Other", null],
      ["AppRole", "suppressed"],
    ]);
    const ignored = await place.check("t.json", "--ignore", "CRED-8");
    expect(ignored.findings.map(({ accepted }) => accepted)).toEqual(["ignored", "ignored"]);
    expect(ignored.counts.suppressed).toBe(0);
  });
});

it("a file that asks for nothing has nothing said of it", async () => {
  place.write({ "t.yaml": roleTemplate(READ_ORDERS) });
  expect((await place.check("t.yaml")).findings).toEqual([]);
});

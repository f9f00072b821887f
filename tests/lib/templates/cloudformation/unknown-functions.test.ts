import { describe, expect, it } from "vitest";
import { readTemplate } from "#lib/templates/read.ts";

const template = (action: string) => `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: ${action}
            Resource: "*"
`;

describe("a function that nobody knows", () => {
  it.each([
    ["a short tag", "!Nonsense x", /Nonsense/],
    ["a long name", "{Fn::Nonsense: x}", /Nonsense/],
    ["a tag of another language", "!!python/object x", /python|tag/i],
  ])("S26 leaves a policy incomplete, with path and line: %s", (_, action, words) => {
    const reading = readTemplate(template(action), { fileName: "t.yaml" });
    if (!reading.ok) {
      expect(reading.problems).toMatchObject([{ message: expect.stringMatching(words), span: { start: { line: 9 } } }]);
      return;
    }
    expect(reading.policies).toEqual([]);
    expect(reading.incomplete).toMatchObject([{ message: expect.stringMatching(words), span: { start: { line: 9 } } }]);
    expect(reading.incomplete[0]?.path.slice(0, 2)).toEqual(["Resources", "P"]);
  });
});

import fc from "fast-check";
import { keyIds, secretKeys } from "../../../checks/credentials/fake-keys.ts";

/** Words that are in no report by chance. */
const word = fc.stringMatching(/^[A-Z][a-z]{3}[0-9]{2}[A-Z][a-z]{3}$/);
const between = fc.constantFrom("", " ", '"', "\\", "*", "?", "'", ": ", " #", "$", "é", "/");

/** `parts` may be nowhere, each for itself; `value` is the secret. */
export type Planted = { parts: string[]; value: string };

export const passwords: fc.Arbitrary<Planted> = fc
  .tuple(word, between, word)
  .map(([first, mark, last]) => ({ parts: [first, last], value: `${first}${mark}${last}` }));
export const words: fc.Arbitrary<Planted> = word.map((value) => ({ parts: [value], value }));
export const ids: fc.Arbitrary<Planted> = keyIds.map((value) => ({ parts: [value], value }));
export const tokens: fc.Arbitrary<Planted> = fc
  .tuple(fc.constantFrom("ghp_", "glpat-", "xoxb-1"), secretKeys)
  .map(([prefix, key]) => prefix + key.replaceAll(/[+/]/g, "x"))
  .map((value) => ({ parts: [value], value }));
export const keys: fc.Arbitrary<Planted> = secretKeys.map((value) => ({ parts: [value], value }));

/** Where something of a template stands; what is left out is as usual. */
export type Places = Partial<
  Record<
    | "comment"
    | "label"
    | "parameters"
    | "conditions"
    | "logicalId"
    | "policyName"
    | "sid"
    | "resource"
    | "action"
    | "condition"
    | "user"
    | "variables"
    | "principal",
    string
  >
>;

/** A role and a user, with what is planted in them. Each place is on lines of its own. */
export function template(at: Places): string {
  const line = (text: string | undefined, otherwise = "") => text ?? otherwise;
  return [
    `# ${line(at.comment, "a comment")}`,
    `# ${line(at.label, "no label")}`,
    ...(at.parameters ? ["Parameters:", at.parameters] : []),
    ...(at.conditions ? ["Conditions:", at.conditions] : []),
    "Resources:",
    `  ${line(at.logicalId, "AppRole")}:`,
    "    Type: AWS::IAM::Role",
    "    Properties:",
    "      AssumeRolePolicyDocument:",
    '        Version: "2012-10-17"',
    "        Statement:",
    "          - Effect: Allow",
    `            Principal: {AWS: ${line(at.principal, '"arn:aws:iam::999988887777:root"')}}`,
    "            Action: sts:AssumeRole",
    "      Policies:",
    `        - PolicyName: ${line(at.policyName, "app")}`,
    "          PolicyDocument:",
    '            Version: "2012-10-17"',
    "            Statement:",
    `              - Sid: ${line(at.sid, "Mint")}`,
    "                Effect: Allow",
    `                Action: ${line(at.action, "iam:CreateUser")}`,
    `                Resource: ${line(at.resource, '"*"')}`,
    `                Condition: ${line(at.condition, "{}")}`,
    "  Worker:",
    "    Type: AWS::IAM::User",
    "    Properties:",
    `      LoginProfile: {Password: ${line(at.user, "!Ref Later")}}`,
    "  Function:",
    "    Type: AWS::Lambda::Function",
    "    Properties:",
    "      Environment:",
    "        Variables:",
    line(at.variables, "          STAGE: test"),
    "",
  ].join("\n");
}

const hidden = (value: string) =>
  `  Hidden:\n    Type: String\n    NoEcho: true\n    Default: ${JSON.stringify(value)}`;
const sub = (start: string) => `!Sub "${start}\${Hidden}/*"`;

/** Where a password may stand in a template, of whatever letters it is. */
export const PASSWORD_PLACES: Record<string, (value: string) => Places> = {
  "the default of a hidden parameter": (value) => ({ parameters: hidden(value) }),
  "a resource by a hidden parameter": (value) => ({ parameters: hidden(value), resource: sub("arn:aws:s3:::b/") }),
  "a bucket by a hidden parameter": (value) => ({
    parameters: hidden(value),
    resource: `!Sub "arn:aws:s3:::\${Hidden}"`,
  }),
  "an action by a hidden parameter": (value) => ({ parameters: hidden(value), action: `!Sub "iam:\${Hidden}"` }),
  "a whole action by a hidden parameter": (value) => ({ parameters: hidden(value), action: "!Ref Hidden" }),
  "the name of a policy by a hidden parameter": (value) => ({ parameters: hidden(value), policyName: "!Ref Hidden" }),
  "a Sid by a hidden parameter": (value) => ({ parameters: hidden(value), sid: "!Ref Hidden" }),
  "a principal by a hidden parameter": (value) => ({
    parameters: hidden(value),
    principal: `!Sub "arn:aws:iam::999988887777:role/\${Hidden}"`,
  }),
  "a principal that is none": (value) => ({ parameters: hidden(value), principal: "!Ref Hidden" }),
  "a condition value by a hidden parameter": (value) => ({
    parameters: hidden(value),
    condition: '{StringEquals: {"aws:RequestedRegion": !Ref Hidden}}',
  }),
  "a part that a function cuts out": (value) => ({
    parameters: hidden(`${value}|rest`),
    resource: `!Join ["", ["arn:aws:s3:::b/", !Select [0, !Split ["|", !Ref Hidden]], "/*"]]`,
  }),
  "a number that is none": (value) => ({
    parameters: hidden(value),
    condition: '{NumericEquals: {"s3:max-keys": !Ref Hidden}}',
  }),
  "what decides a condition": (value) => ({
    parameters: hidden(value),
    conditions: `  Is: !Equals [!Ref Hidden, x]`,
    resource: '!If [Is, "*", !Ref Hidden]',
  }),
  "what a condition compares a hidden parameter with": (value) => ({
    parameters: hidden(value),
    conditions: `  Is: !Equals [!Ref Hidden, ${JSON.stringify(value)}]`,
    resource: '!If [Is, "*", !Ref Nowhere]',
  }),
  "what two branches compare a hidden parameter with": (value) => ({
    parameters: hidden(value),
    conditions: `  Is: !Equals [!Ref Hidden, ${JSON.stringify(value)}]`,
    resource: '!If [Is, "*", "arn:aws:iam::111122223333:user/x"]',
  }),
  "one of the values that a hidden parameter may have": (value) => ({
    parameters: `${hidden("other-value")}\n    AllowedValues: [other-value, ${JSON.stringify(value)}]`,
    resource: "!Ref Hidden",
  }),
  "a mapping that is not there": (value) => ({
    parameters: hidden(value),
    resource: "!FindInMap [Map, !Ref Hidden, Key]",
  }),
  "a password": (value) => ({ user: JSON.stringify(value) }),
  "a variable": (value) => ({ variables: `          DB_PASSWORD: ${JSON.stringify(value)}` }),
  "a block": (value) => ({
    variables: `          PRIVATE_KEY: |\n            begin\n            ${value}\n            end`,
  }),
  "a pair of name and value": (value) => ({
    variables: `          LIST: [{Name: DB_TOKEN, Value: ${JSON.stringify(value)}}]`,
  }),
  "a tag under the name of a secret": (value) => ({
    condition: `{StringEquals: {"aws:RequestTag/db_password": ${JSON.stringify(value)}}}`,
  }),
  "one of several tags": (value) => ({
    condition: `{StringLike: {"aws:RequestTag/db_password": ["other-value", ${JSON.stringify(value)}]}}`,
  }),
};

/** Where a word behind a label may stand. */
export const LABEL_PLACES: Record<string, (value: string) => Places> = {
  "a comment": (value) => ({ label: `password: ${value}` }),
  "a command": (value) => ({ variables: `          RUN: "deploy --api-key=${value} now"` }),
  "the tag of a key": (value) => ({ condition: `{StringEquals: {"aws:ResourceTag/api_key": "${value}"}}` }),
};

const KEY_PLACES: Record<string, (value: string) => Places> = {
  "a comment": (value) => ({ comment: `access key ${value}` }),
  "a variable": (value) => ({ variables: `          AWS_SECRET_ACCESS_KEY: ${value}` }),
  "a resource": (value) => ({ label: "secret_key", resource: `arn:aws:s3:::b/${value}/*`, comment: value }),
  "a condition value": (value) => ({
    comment: `secret_key ${value}`,
    condition: `{StringNotEquals: {"aws:PrincipalTag/team": "${value}"}}`,
  }),
};

/** Where the id of a key may stand: in names too. */
export const ID_PLACES: Record<string, (value: string) => Places> = {
  ...KEY_PLACES,
  "a logical id": (value) => ({ logicalId: value }),
  "the name of a policy": (value) => ({ policyName: value }),
  "a Sid": (value) => ({ sid: value }),
  "a principal": (value) => ({ principal: `"arn:aws:iam::999988887777:user/${value}"` }),
  "an action that is none": (value) => ({ action: value }),
  "a condition key": (value) => ({ condition: `{StringEquals: {"aws:RequestTag/${value}": "x"}}` }),
  "an operator that is none": (value) => ({ condition: `{${value}: {"aws:RequestedRegion": "x"}}` }),
  "a parameter without a value": (value) => ({ parameters: `  ${value}: {Type: String}`, resource: `!Ref ${value}` }),
};

export { KEY_PLACES };

/** One secret at one of these places. */
export function plantedAt(secrets: fc.Arbitrary<Planted>, places: Record<string, (value: string) => Places>) {
  return fc
    .tuple(secrets, fc.constantFrom(...Object.keys(places)))
    .map(([{ parts, value }, where]) => ({ parts, where, at: places[where]?.(value) ?? {} }));
}

/** What holds for two secrets at each of these places. */
export async function atEveryPlace(
  secrets: fc.Arbitrary<Planted>,
  places: Record<string, (value: string) => Places>,
  holds: (planted: { parts: readonly string[]; at: Places }) => Promise<void>,
): Promise<void> {
  for (const [where, at] of Object.entries(places)) {
    await fc.assert(fc.asyncProperty(plantedAt(secrets, { [where]: at }), holds), { numRuns: 2 });
  }
}

/** A policy as a user writes it, in JSON. */
export type PlainPolicy = { Version?: string; Statement: PlainStatement[] };

export type PlainStatement = {
  Effect: "Allow" | "Deny";
  Action?: OneOrMany;
  NotAction?: OneOrMany;
  Resource?: OneOrMany;
  NotResource?: OneOrMany;
  Principal?: PlainPrincipals;
  NotPrincipal?: PlainPrincipals;
  Condition?: PlainConditions;
};

export type OneOrMany = string | string[];
export type PlainPrincipals = "*" | Partial<Record<"AWS" | "Service" | "Federated" | "CanonicalUser", OneOrMany>>;

/** Operator to key to values. */
export type PlainConditions = Record<string, Record<string, OneOrMany>>;

export type PlainCaller =
  | { kind: "Anonymous" | "Attached" }
  | { kind: "AWS"; value: string; account: string; uniqueId?: string; canonicalId?: string; user?: string }
  | { kind: "Service" | "Federated" | "CanonicalUser"; value: string };

/** A key without values, or one that is not there, is absent. */
export type PlainRequest = {
  principal: PlainCaller;
  action: string;
  resource: string;
  context: Record<string, string[]>;
};

/**
 * What AWS leaves open. `anyIfExists`: a missing key meets `ForAnyValue:…IfExists`, as the guide has it, or not, as others saw.
 * `everyNamed`: NotPrincipal spares a caller only if account, identity and session are all listed, or if one of them is.
 * `wholeArns`: an ARN operator matches texts of six fields only, or shorter ones too. `fieldsFirst`: it tells the fields of its
 * pattern before variables are replaced, or after. `listsNeeded`: a condition without values is met by no value, or tests nothing.
 * `othersDiffer`: what is no number, date or address meets a negated operator, or meets neither. `anyCase`: Bool reads TRUE, or not.
 * `encoded`: BinaryEquals compares with a text in base64, or with the bytes as they are. `apart`: a user is not its federated sessions.
 */
export type Reading = {
  anyIfExists: boolean;
  everyNamed: boolean;
  wholeArns: boolean;
  fieldsFirst: boolean;
  listsNeeded: boolean;
  othersDiffer: boolean;
  anyCase: boolean;
  encoded: boolean;
  apart: boolean;
};

/** As the guide has it, or its words are usually taken. */
export const GUIDE: Reading = {
  anyIfExists: true,
  everyNamed: true,
  wholeArns: true,
  fieldsFirst: true,
  listsNeeded: true,
  othersDiffer: true,
  anyCase: true,
  encoded: true,
  apart: true,
};

const TEXT = /"[A-Za-z:]*(?:String|Arn)[A-Za-z]+":/;

/** A reading may differ where all of these are in the policies. */
const MATTERS: Record<keyof Reading, RegExp[]> = {
  anyIfExists: [/"ForAnyValue:[A-Za-z]*IfExists"/],
  everyNamed: [/"NotPrincipal"/],
  wholeArns: [/"[A-Za-z:]*Arn(Not)?(Equals|Like)/],
  fieldsFirst: [/"[A-Za-z:]*Arn(Not)?(Equals|Like)/, /\$\{/],
  listsNeeded: [/"[A-Za-z:]+":\{[^{}]*:\[\]/],
  othersDiffer: [/"[A-Za-z:]*(?:(?:Numeric|Date)Not|NotIpAddress)/],
  anyCase: [/"[A-Za-z:]*Bool/, TEXT],
  encoded: [/"[A-Za-z:]*Binary/, TEXT],
  apart: [/:federated-user\//, /:user\//],
};

/** The readings that may differ about some of the policies. */
export function readingsFor(policies: PlainPolicy[]): Reading[] {
  const text = JSON.stringify(policies);
  let readings = [GUIDE];
  for (const [name, matters] of Object.entries(MATTERS)) {
    if (matters.every((part) => part.test(text)))
      readings = readings.flatMap((reading) => [reading, { ...reading, [name]: false }]);
  }
  return readings;
}

export function listOf(values: OneOrMany): string[] {
  return typeof values === "string" ? [values] : values;
}

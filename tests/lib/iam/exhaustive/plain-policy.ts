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
  | { kind: "AWS"; value: string; account: string }
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
 */
export type Reading = {
  anyIfExists: boolean;
  everyNamed: boolean;
  wholeArns: boolean;
  fieldsFirst: boolean;
  listsNeeded: boolean;
};

const MATTERS: Record<keyof Reading, RegExp> = {
  anyIfExists: /"ForAnyValue:[A-Za-z]*IfExists"/,
  everyNamed: /"NotPrincipal"/,
  wholeArns: /"[A-Za-z:]*Arn(Not)?(Equals|Like)/,
  fieldsFirst: /"[A-Za-z:]*Arn(Not)?(Equals|Like).*\$\{/,
  listsNeeded: /"[A-Za-z:]+":\{[^{}]*:\[\]/,
};

/** The readings that may differ about some of the policies. */
export function readingsFor(policies: PlainPolicy[]): Reading[] {
  const text = JSON.stringify(policies);
  const either = (name: keyof Reading) => (MATTERS[name].test(text) ? [true, false] : [true]);
  return either("anyIfExists").flatMap((anyIfExists) =>
    either("everyNamed").flatMap((everyNamed) =>
      either("wholeArns").flatMap((wholeArns) =>
        either("fieldsFirst").flatMap((fieldsFirst) =>
          either("listsNeeded").map((listsNeeded) => ({
            anyIfExists,
            everyNamed,
            wholeArns,
            fieldsFirst,
            listsNeeded,
          })),
        ),
      ),
    ),
  );
}

export function listOf(values: OneOrMany): string[] {
  return typeof values === "string" ? [values] : values;
}

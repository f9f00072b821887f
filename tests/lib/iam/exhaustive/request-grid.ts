import type { PlainCaller, PlainRequest } from "./plain-policy.ts";

/** All requests with one of the actions, one of the resources, and for each key one of its lists of values. */
export type RequestGrid = {
  callers?: PlainCaller[];
  actions?: string[];
  resources?: string[];
  keys?: Record<string, string[][]>;
};

export function requestsOf({
  callers = [{ kind: "Attached" }],
  actions = ["s3:GetObject"],
  resources = ["arn:aws:s3:::a"],
  keys = {},
}: RequestGrid): PlainRequest[] {
  const contexts = Object.entries(keys).reduce<Record<string, string[]>[]>(
    (some, [key, lists]) => some.flatMap((context) => lists.map((values) => ({ ...context, [key]: values }))),
    [{}],
  );
  return callers.flatMap((principal) =>
    actions.flatMap((action) =>
      resources.flatMap((resource) =>
        contexts.map((context): PlainRequest => ({ principal, action, resource, context })),
      ),
    ),
  );
}

/** Absent, or one of the values. */
export function atMostOne(values: string[]): string[][] {
  return [[], ...values.map((value) => [value])];
}

/** Absent, one of the values, or two of them. */
export function atMostTwo(values: string[]): string[][] {
  return [...atMostOne(values), ...values.flatMap((one, at) => values.slice(at + 1).map((other) => [one, other]))];
}

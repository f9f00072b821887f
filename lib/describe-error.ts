/** What may be written down of an error. */
type ErrorWords = {
  name: string;
  message?: string;
  /** Where it was thrown: lines of our code, never of its message. */
  stack?: string;
  /** Of the database: its code and which part of the schema it is about. */
  code?: string;
  table?: string;
  column?: string;
  constraint?: string;
  cause?: ErrorWords;
};

const DEPTH = 5;

/**
 * The one place that turns an error into what is logged (S39). A failed query is its SQL without parameters, an error of
 * the database its code, and any other message ends where it begins to quote: that may be what someone wrote.
 */
export function describeError(error: unknown, depth = DEPTH): ErrorWords {
  if (!(error instanceof Error)) return { name: "Error", message: withoutQuotes(String(error)) };
  const { cause } = error;
  return {
    name: error.name,
    ...messageOf(error),
    ...stackOf(error),
    ...(cause !== undefined && depth > 1 ? { cause: describeError(cause, depth - 1) } : {}),
  };
}

type Fields = Partial<Record<"query" | "code" | "severity" | "table" | "column" | "constraint", unknown>>;

function messageOf(error: Error): Partial<ErrorWords> {
  const { query, severity, code, table, column, constraint } = error as Error & Fields;
  if (typeof severity === "string") return given({ code, table, column, constraint });
  if (typeof query === "string" && "params" in error) return { message: `Failed query: ${query}` };
  return { message: withoutQuotes(error.message), ...given({ code }) };
}

function given(fields: Fields): Partial<ErrorWords> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === "string"));
}

/** Up to the first thing it quotes: where that ends, nobody can say who did not write it. */
function withoutQuotes(message: string): string {
  return message.replace(/(["`“]|(?<!\w)').*$/s, "…");
}

/** The lines after the message. A message that was changed later is not found: then there are none. */
function stackOf({ name, message, stack = "" }: Error): Partial<ErrorWords> {
  const at = stack.indexOf(message);
  if (at < 0) return {};
  const lines = stack
    .slice(at + message.length)
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  return lines.length > 0 ? { stack: [name, ...lines].join("\n") } : {};
}

/** The loggable parts of an error. */
type ErrorWords = {
  name: string;
  message?: string;
  /** Where it was thrown: only lines of our code, never its message. */
  stack?: string;
  /** From the database: its code, and the affected part of the schema. */
  code?: string;
  table?: string;
  column?: string;
  constraint?: string;
  cause?: ErrorWords;
};

const DEPTH = 5;

/**
 * The only place that prepares errors for logging (S39). Failed queries show SQL without parameters, database errors
 * their code, and other messages end at the first quotation, which may be user input.
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

/** Cuts at the first quotation, because nobody but its author can tell where it ends. */
function withoutQuotes(message: string): string {
  return message.replace(/(["`“]|(?<!\w)').*$/s, "…");
}

/** The lines after the message. If the message was changed later, it is not found and there are none. */
function stackOf({ name, message, stack = "" }: Error): Partial<ErrorWords> {
  const at = stack.indexOf(message);
  if (at < 0) return {};
  const lines = stack
    .slice(at + message.length)
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  return lines.length > 0 ? { stack: [name, ...lines].join("\n") } : {};
}

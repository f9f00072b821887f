import type { Answer } from "#lib/checks/aws/ask.ts";

/**
 * The outcome of a question to AWS: answered; possibly answered later (`retry`); undecidable for AWS; never answerable
 * as asked (`error`); or no question is answerable until this deployment's setup changes (`refused`).
 */
export type Outcome<T> = Answer<T> | Ending;
/** No other question can be answered either, for now or in this setup. */
export type Ending = { outcome: "retry"; cause: string } | { outcome: "refused"; cause: string };
export type Failure = Exclude<Outcome<never>, { outcome: "answered" }>;

export const AWS_ANALYZER = "AWS IAM Access Analyzer";

/** Thrown if AWS's endpoint gives an answer its protocol does not define. */
export class NotTheProtocol extends Error {
  override name = "NotTheProtocol";
}

/** Thrown if an answer does not arrive in time. */
export class TooLate extends Error {
  override name = "TooLate";
}

/** Thrown if this deployment's credentials are unusable; the message says which and why. */
export class CredentialsRefused extends Error {
  override name = "CredentialsRefused";
}

/** Thrown if no credentials are available. The source's own message may contain secrets, so only its name is kept. */
export class NoCredentials extends Error {
  override name = "NoCredentials";
}

type Sdk = { name: string; message: string; code: string | null; status: number | null };

const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|RequestThrottled\w*|TooManyRequestsException|ServiceQuotaExceededException)$/;
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired|RequestTimeTooSkewed)$/;
const WRONG_INPUT = ["ValidationException", "InvalidParameterException"];
const LONGEST = 1_000;

/** The meaning of an SDK error. `redact` hides secrets in AWS's messages; no other error text is passed on. */
export function failureOf(error: unknown, operation: string, redact: (text: string) => string): Failure {
  const known = ours(error);
  if (known) return known;
  const { message, code, status, ...named } = read(error);
  const [name, said] = [redact(named.name), redact(message).slice(0, LONGEST)];
  const retry = (cause: string): Failure => ({ outcome: "retry", cause });
  if (THROTTLED.test(name) || status === 429)
    return retry(`${AWS_ANALYZER} is not accepting more requests right now (${name}).`);
  if (status !== null && status >= 500) return retry(`${AWS_ANALYZER} is unavailable (${status} ${name}).`);
  if (EXPIRED.test(name))
    return retry(`AWS reports that the credentials have expired or this machine's clock is wrong (${name}).`);
  if (name === "SyntaxError" || (status !== null && status < 300)) {
    return retry(`The response from ${AWS_ANALYZER} was cut off or does not follow its protocol.`);
  }
  if (name === "UnprocessableEntityException") return { outcome: "undecided", cause: said };
  if (WRONG_INPUT.includes(name)) return { outcome: "error", cause: said };
  if (/^AccessDenied/.test(name)) return { outcome: "refused", cause: denied(operation, said) };
  if (status !== null) {
    const hint = "Check this deployment's region, endpoint and credentials.";
    return { outcome: "refused", cause: `${AWS_ANALYZER} refused the request (${status} ${name}). ${hint}` };
  }
  return retry(`${AWS_ANALYZER} could not be reached (${code ?? name}).`);
}

function ours(error: unknown): Failure | null {
  if (error instanceof CredentialsRefused) return { outcome: "refused", cause: error.message };
  if (error instanceof NotTheProtocol || error instanceof TooLate || error instanceof NoCredentials) {
    return { outcome: "retry", cause: error.message };
  }
  return null;
}

function denied(operation: string, said: string): string {
  const permission = `This deployment's role lacks access-analyzer:${operation} on "*"`;
  return `${permission}. docs/deploy/aws-role.yaml defines a role that has it. ${AWS_ANALYZER} said: ${said}`;
}

function read(error: unknown): Sdk {
  if (typeof error !== "object" || error === null) return { name: "Error", message: "", code: null, status: null };
  const { name, message, code, $metadata } = error as Record<string, unknown>;
  const status = ($metadata as { httpStatusCode?: unknown } | undefined)?.httpStatusCode;
  return {
    name: typeof name === "string" && /^[\w.:#-]{1,100}$/.test(name) ? name : "Error",
    message: typeof message === "string" ? message : "",
    code: typeof code === "string" ? code : null,
    status: typeof status === "number" ? status : null,
  };
}

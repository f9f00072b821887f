import type { AccessAnalyzerClient, CheckNoPublicAccessRequest } from "@aws-sdk/client-accessanalyzer";
import type { defaultProvider } from "@aws-sdk/credential-provider-node";
import type { AwsCheck, AwsValidation } from "#lib/checks/aws/question.ts";
import { redactor } from "#lib/checks/redaction/redact-message.ts";
import { env } from "#lib/env.ts";
import type { CheckResult, Finding } from "#lib/iam/index.ts";
import { within } from "#lib/policies/documents/time-limit.ts";
import { AWS_ANSWER, AWS_FINDINGS } from "#lib/policies/rules/aws/answer.ts";
import {
  type CredentialFacts,
  credentialFacts,
  isLongTerm,
  type ResolvedCredentials,
  signerOf,
} from "#lib/policies/rules/aws/credentials.ts";
import {
  AWS_ANALYZER,
  CredentialsRefused,
  failureOf,
  NoCredentials,
  NotTheProtocol,
  type Outcome,
} from "#lib/policies/rules/aws/outcome.ts";

type AnalyzerSettings = {
  region: string;
  /** Replaces AWS's regional address. */
  endpoint?: string | undefined;
  allowLongTermKey: boolean;
  timeoutMs?: number;
};

/** AWS IAM Access Analyzer. It never throws and tries each question once; the caller decides when to retry. */
export type AccessAnalyzer = {
  region: string;
  /** A custom address; null for AWS's own. */
  endpoint: string | null;
  check: (question: AwsCheck) => Promise<Outcome<CheckResult>>;
  validate: (question: AwsValidation) => Promise<Outcome<Finding[]>>;
  /** The publishable facts about the current credentials. They are resolved without asking AWS. */
  credentials: () => Promise<Outcome<CredentialFacts>>;
  close: () => void;
};

const TIMEOUT_MS = 10_000;
/** ValidatePolicy returns up to 1,000 findings a page; an answer with more pages than this helps nobody. */
const MOST_PAGES = 20;

/**
 * The SDK client for one region, with the default credential chain. Nothing is read or requested before the first
 * question.
 */
export function openAccessAnalyzer(settings: AnalyzerSettings): AccessAnalyzer {
  const { timeoutMs = TIMEOUT_MS } = settings;
  const chain = credentialChain(settings);
  let opening: Promise<AccessAnalyzerClient> | undefined;
  const client = () => {
    opening ??= openClient(settings, chain);
    return opening;
  };
  const ask = async <T>(
    operation: string,
    question: (client: AccessAnalyzerClient, signal: AbortSignal) => Promise<T>,
  ) => {
    const asked = client().then((client) => within(timeoutMs, (abortSignal) => question(client, abortSignal)));
    return outcomeOf(asked, operation, chain.redact);
  };
  return {
    region: settings.region,
    endpoint: settings.endpoint ?? null,
    check: (question) =>
      ask(question.operation, async (client, abortSignal) => {
        return checkResult(await sendCheck(client, question, { abortSignal }));
      }),
    validate: (question) => ask("ValidatePolicy", (client, signal) => findings(client, question, signal)),
    credentials: () =>
      outcomeOf(
        within(timeoutMs, () => chain.facts()),
        "credentials",
        chain.redact,
      ),
    close: () => void opening?.then((client) => client.destroy()),
  };
}

let configured: AccessAnalyzer | undefined;

/** The analyzer of this deployment; null if no region is set, so AWS is never asked. */
export function accessAnalyzer(): AccessAnalyzer | null {
  const { AWS_REGION, AWS_ENDPOINT_URL_ACCESSANALYZER, AWS_ALLOW_LONG_TERM_KEY } = env();
  if (!AWS_REGION) return null;
  configured ??= openAccessAnalyzer({
    region: AWS_REGION,
    endpoint: AWS_ENDPOINT_URL_ACCESSANALYZER,
    allowLongTermKey: AWS_ALLOW_LONG_TERM_KEY,
  });
  return configured;
}

async function outcomeOf<T>(
  asked: Promise<T>,
  operation: string,
  redact: (text: string) => string,
): Promise<Outcome<T>> {
  try {
    return { outcome: "answered", value: await asked };
  } catch (error) {
    return failureOf(error, operation, redact);
  }
}

async function openClient(
  { region, endpoint }: AnalyzerSettings,
  chain: CredentialChain,
): Promise<AccessAnalyzerClient> {
  const { AccessAnalyzerClient } = await import("@aws-sdk/client-accessanalyzer");
  return new AccessAnalyzerClient({
    region,
    ...(endpoint ? { endpoint } : {}),
    credentials: chain.credentials,
    maxAttempts: 1,
  });
}

async function sendCheck(client: AccessAnalyzerClient, question: AwsCheck, options: { abortSignal: AbortSignal }) {
  const sdk = await import("@aws-sdk/client-accessanalyzer");
  switch (question.operation) {
    case "CheckNoNewAccess":
      return client.send(new sdk.CheckNoNewAccessCommand(question.input), options);
    case "CheckAccessNotGranted":
      return client.send(new sdk.CheckAccessNotGrantedCommand(question.input), options);
    case "CheckNoPublicAccess": {
      const input = question.input as CheckNoPublicAccessRequest;
      return client.send(new sdk.CheckNoPublicAccessCommand(input), options);
    }
  }
}

function checkResult(answered: unknown): CheckResult {
  const read = AWS_ANSWER.safeParse(answered);
  if (read.success) return read.data;
  throw new NotTheProtocol(`The endpoint answering for ${AWS_ANALYZER} returned no verdict.`);
}

async function findings(
  client: AccessAnalyzerClient,
  { input: question }: AwsValidation,
  abortSignal: AbortSignal,
): Promise<Finding[]> {
  const { ValidatePolicyCommand } = await import("@aws-sdk/client-accessanalyzer");
  const found: Finding[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const input = { ...question, ...(nextToken ? { nextToken } : {}) };
    const answered = await client.send(new ValidatePolicyCommand(input), { abortSignal });
    const read = AWS_FINDINGS.safeParse(answered.findings);
    if (!read.success) throw new NotTheProtocol(`The endpoint answering for ${AWS_ANALYZER} returned no findings.`);
    found.push(...read.data);
    nextToken = answered.nextToken;
    if (!nextToken) return found;
  }
  throw new NotTheProtocol(`${AWS_ANALYZER} returned more than ${MOST_PAGES} pages of findings for one policy.`);
}

type Chain = ReturnType<typeof defaultProvider>;
type Plugin = NonNullable<NonNullable<Parameters<typeof defaultProvider>[0]>["clientPlugins"]>[number];

type CredentialChain = {
  /** For the SDK: rejects unusable credentials, so no request is ever signed with them. */
  credentials: Chain;
  facts: () => Promise<CredentialFacts>;
  redact: (text: string) => string;
};

/** The status page already shows what the chain would warn about. */
const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function credentialChain({ region, allowLongTermKey }: AnalyzerSettings): CredentialChain {
  let roleFrom: ResolvedCredentials | null = null;
  let secrets: string[] = [];
  let opening: Promise<Chain> | undefined;
  const open = async () => {
    const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
    return defaultProvider({
      logger: SILENT,
      parentClientConfig: { region },
      clientPlugins: [
        notingAssumedWith((source) => {
          if (!roleFrom || !isLongTerm(roleFrom)) roleFrom = source;
        }),
      ],
    });
  };
  const resolve: Chain = async (properties) => {
    opening ??= open();
    const chain = await opening;
    try {
      const found = await chain(properties);
      secrets = [found.secretAccessKey, found.sessionToken ?? ""];
      return found;
    } catch (error) {
      const name = error instanceof Error ? error.name : "Error";
      throw new NoCredentials(
        `No AWS credentials could be obtained from the environment, shared files, a web identity, the container or the instance (${name}).`,
      );
    }
  };
  const judge = (found: ResolvedCredentials) => credentialFacts(found, { allowLongTermKey, roleFrom });
  return {
    credentials: async (properties) => {
      const found = await resolve(properties);
      const { use, warning } = judge(found);
      if (use === "refused") throw new CredentialsRefused(warning ?? "");
      return found;
    },
    facts: async () => judge(await resolve()),
    redact: (text) => redactor(secrets)(text),
  };
}

/** Records which credentials a role is assumed with, because a role is only as safe as the key behind it. */
function notingAssumedWith(note: (source: ResolvedCredentials) => void): Plugin {
  return {
    applyToStack: (stack) =>
      stack.add(
        (next, context) => (request) => {
          const source = context.commandName === "AssumeRoleCommand" ? signerOf(context) : null;
          if (source) note(source);
          return next(request);
        },
        { step: "finalizeRequest", name: "notingAssumedWith" },
      ),
  };
}

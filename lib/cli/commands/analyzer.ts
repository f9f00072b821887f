import { parseArgs } from "node:util";
import { isAccountId } from "#lib/iam/index.ts";
import { readManagedPolicies } from "../analyzer/managed-policy-folder.ts";
import { serveAnalyzer } from "../analyzer/serve-analyzer.ts";
import { UsageError, usageErrorOf } from "../usage.ts";

type AnalyzerArguments = { host: string; port: number; account: string; managedPolicies?: string };

const DEFAULTS = { port: "4599", host: "127.0.0.1", account: "123456789012" };

/** `guardians analyzer`: serves until SIGTERM or SIGINT. */
export async function analyzer(
  args: string[],
  { say, complain }: { say: (line: string) => void; complain: (line: string) => void },
): Promise<void> {
  const { managedPolicies: folder, ...wanted } = readAnalyzerArguments(args);
  const managedPolicies = folder === undefined ? new Map() : readManagedPolicies(folder);
  const { url, close } = await serveAnalyzer({ ...wanted, managedPolicies, complain });
  const stopped = untilStopped();
  say(`Analyzer listening on ${url}`);
  await stopped;
  await close();
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}

export function readAnalyzerArguments(args: string[]): AnalyzerArguments {
  const { values, positionals } = read(args);
  if (positionals.length > 0) throw new UsageError(`Unexpected argument “${positionals.join(" ")}” for analyzer.`);
  const { port, host, account } = { ...DEFAULTS, ...values };
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new UsageError(`--port must be a number from 0 to 65535, not “${port}”.`);
  }
  if (host === "") throw new UsageError("--host must be an address of this machine.");
  if (!isAccountId(account)) throw new UsageError(`--account must be 12 digits, not “${account}”.`);
  const folder = values["managed-policies"];
  return { port: Number(port), host, account, ...(folder === undefined ? {} : { managedPolicies: folder }) };
}

function read(args: string[]) {
  try {
    const text = { type: "string" } as const;
    return parseArgs({
      args,
      options: { port: text, host: text, account: text, "managed-policies": text },
      allowPositionals: true,
    });
  } catch (error) {
    throw usageErrorOf(error);
  }
}

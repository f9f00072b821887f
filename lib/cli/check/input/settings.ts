import path from "node:path";
import type { ManagedPolicies } from "#lib/checks/managed-policies.ts";
import {
  type CheckProfile,
  DEFAULT_PROFILE,
  readListFile,
  readProfileFile,
  SENSITIVE_ACCESS,
} from "#lib/checks/profile-file.ts";
import { type ReadProfile, readProfile } from "#lib/checks/read-profile.ts";
import type { SettingsChanged } from "#lib/cli/check/git/settings-before.ts";
import { managedPolicies, withGiven } from "#lib/cli/check/judge/managed-policies.ts";
import { readBaseline } from "#lib/cli/check/suppressions/baseline.ts";
import { Invalid } from "#lib/errors.ts";
import { checkAccessNotGranted, isAccountId, type Policy, type Problem, parsePolicy } from "#lib/iam/index.ts";
import type { TemplateOptions } from "#lib/templates/read.ts";
import type { CheckArguments } from "./arguments.ts";
import { readParameters } from "./parameters-file.ts";
import { readFile } from "./read-file.ts";

/** The checks to run, read from the files the arguments name. */
export type Settings = {
  profile: CheckProfile;
  /** The profile with its references parsed, as the checks use it. */
  checks: ReadProfile;
  template: TemplateOptions;
  /** Texts of managed policies attached by ARN. */
  managed: ManagedPolicies;
  /** The same for the previous version if it differs, or why it is unknown. */
  before: SettingsBefore | { broken: string } | null;
  ignore: ReadonlySet<string>;
  baseline: ReadonlySet<string>;
};

export type SettingsBefore = Pick<Settings, "template" | "managed">;

/** Texts of the files the arguments name, by those names, if already read. */
export type ReadFiles = Readonly<Record<string, string>>;

/** Throws Invalid if a file of the caller cannot be used, because a check with half of its input would mislead. */
export function readSettings(
  given: CheckArguments,
  cwd: string,
  files?: ReadFiles,
  before: SettingsChanged = {},
): Settings {
  const read = (file: string) => textOf(file, cwd, files);
  const base = given.profile === null ? DEFAULT_PROFILE : use(given.profile, readProfileFile(read(given.profile)));
  const said = withArguments(base, given, read);
  const parameters = given.parameters === null ? null : use(given.parameters, readParameters(read(given.parameters)));
  const profile = { ...said, account: ownAccount(said.account, parameters ?? {}, given) };
  const checks = readProfile(profile);
  refuseBroken(profile, checks, given);
  const own = accountOf(said.account);
  const template = { ...accountOf(profile.account), ...(parameters && { parameters }) };
  const managed = managedPolicies(given.managedPolicies === null ? null : path.resolve(cwd, given.managedPolicies));
  return {
    profile,
    checks,
    template,
    managed,
    before: settingsBefore(before, given, { template, managed }, own),
    ignore: new Set(given.ignore),
    baseline: given.baseline === null ? new Set() : use(given.baseline, readBaseline(read(given.baseline))),
  };
}

/** Every source must give the same account as the parameters, because templates and their checks share one. */
function ownAccount(said: string | null, parameters: Parameters, given: CheckArguments): string | null {
  const account = parameters[ACCOUNT] ?? null;
  if (account === null || account === said) return said;
  if (typeof account !== "string" || !isAccountId(account)) {
    throw new Invalid(`${given.parameters}: ${ACCOUNT} “${account}” is not an account ID: it must have 12 digits.`);
  }
  if (said === null) return account;
  const other = given.account === null ? given.profile : "--account";
  throw new Invalid(`${given.parameters}: ${ACCOUNT} is ${account}, but ${other} says ${said}. Use one of them.`);
}

const ACCOUNT = "AWS::AccountId";
type Parameters = NonNullable<TemplateOptions["parameters"]>;

function accountOf(account: unknown): Pick<TemplateOptions, "account"> {
  return typeof account === "string" ? { account } : {};
}

/** If the file of the parameters did not exist then, there were no parameters. */
function settingsBefore(
  { parameters, managed }: SettingsChanged,
  given: CheckArguments,
  now: SettingsBefore,
  own: TemplateOptions,
): Settings["before"] {
  if (!parameters && !managed) return null;
  const then = managed ? withGiven(new Map(Object.entries(managed))) : now.managed;
  if (!parameters) return { ...now, managed: then };
  if (parameters.kind === "absent") return { template: own, managed: then };
  const why = parameters.kind === "broken" ? parameters.message : "The file contains no parameter values.";
  const read = parameters.kind === "text" ? readParameters(parameters.text) : null;
  if (!read?.ok) return { broken: `The previous version of ${given.parameters} cannot be read: ${why}` };
  return { template: { ...accountOf(read.value[ACCOUNT]), ...own, parameters: read.value }, managed: then };
}

function withArguments(base: CheckProfile, given: CheckArguments, read: (file: string) => string): CheckProfile {
  const { referenceType, sensitiveActions, sensitiveResources } = given;
  const references = { ...base.references };
  references[referenceType] = [...references[referenceType], ...given.references.map((file) => reference(file, read))];
  const actions =
    sensitiveActions === null ? [] : use(sensitiveActions, readListFile(read(sensitiveActions), "actions"));
  const resources =
    sensitiveResources === null ? [] : use(sensitiveResources, readListFile(read(sensitiveResources), "resources"));
  const own = actions.length + resources.length > 0 ? [{ name: SENSITIVE_ACCESS, actions, resources }] : [];
  return {
    ...base,
    references,
    sensitive: [...base.sensitive, ...own],
    account: given.account ?? base.account,
    trustedPrincipals: [...base.trustedPrincipals, ...given.trusted],
  };

  function reference(file: string, read: (file: string) => string): string {
    const text = read(file);
    const parsed = parsePolicy(text, { type: referenceType });
    use(file, parsed.ok ? { ok: true, value: parsed.policy } : parsed);
    return text;
  }
}

const NOTHING: Policy = { version: "2012-10-17", statements: [] };

/** Refuses an unreadable list before any check, because it would make every answer undecided. */
function refuseBroken(profile: CheckProfile, checks: ReadProfile, given: CheckArguments): void {
  const from = given.profile ?? "the lists given";
  const { identity, resource } = checks.references;
  const broken = [identity, resource].flatMap((reference) => reference.broken ?? []);
  if (broken.length > 0) throw new Invalid(broken.map((words) => `${from}: ${words}`).join("\n"));
  for (const { name, actions, resources } of profile.sensitive) {
    const access = { ...(actions.length > 0 && { actions }), ...(resources.length > 0 && { resources }) };
    const { verdict, cause } = checkAccessNotGranted({ policy: NOTHING, access, type: "identity" });
    if (verdict === "UNKNOWN") throw new Invalid(`${name}: ${cause}`);
  }
}

/** The content of a file that the arguments name. */
export function textOf(file: string, cwd: string, files?: ReadFiles): string {
  if (files) return files[file] ?? "";
  const read = readFile(path.resolve(cwd, file));
  if (!read.ok) throw new Invalid(`${file}: ${read.message}`);
  return read.text;
}

function use<Value>(file: string, read: { ok: true; value: Value } | { ok: false; problems: Problem[] }): Value {
  if (read.ok) return read.value;
  const lines = read.problems.map(({ message, path, span }) => {
    const where = span ? `:${span.start.line}:${span.start.column + 1}` : "";
    return `${file}${where}: ${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`;
  });
  throw new Invalid(lines.join("\n"));
}

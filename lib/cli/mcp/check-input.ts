import { z } from "zod";
import { type CheckArguments, readArguments } from "#lib/cli/check/input/arguments.ts";
import type { ReadFiles } from "#lib/cli/check/input/settings.ts";
import { ACCOUNT_ID } from "#lib/iam/index.ts";
import type { Inside } from "./readable-root.ts";

/** In UTF-16 units, the limit of the template reader. */
export const documentText = z.string().max(5 * 1024 * 1024);

export const filePath = z.string().min(1).max(4096).describe("A path in the root folder");

export const documentName = z
  .string()
  .min(1)
  .max(200)
  .default("document")
  .describe("The name the file would have; CI workflows are recognised by it");

const account = z.string().regex(ACCOUNT_ID);

/** Inputs of a check besides the documents. */
export const checkInput = {
  profile: z
    .union([filePath, z.record(z.string(), z.unknown())])
    .optional()
    .describe(
      "The check profile: the path of a JSON file, or the profile itself. Fields: name, references {identity, resource}, sensitiveActions, sensitiveResources, sensitive, publicAccess, validation {block}, credentials, acceptedManagedPolicies, account, trustedPrincipals. Without a profile, every check that needs no input runs",
    ),
  parameters: filePath.optional().describe("A JSON file with values for the template's parameters"),
  account: account.optional().describe("Your own account: principals of other accounts are external"),
  trusted_principals: z
    .array(
      z
        .string()
        .min(1)
        .max(2048)
        .regex(/^[^,]*$/, "One principal per string, without commas"),
    )
    .max(100)
    .default([])
    .describe("Account IDs, ARNs, organization IDs and identity providers that may have access"),
};

/** No file is displayed with this name. */
const INLINE = "./profile";

type CheckInput = z.output<z.ZodObject<typeof checkInput>>;

/**
 * The equivalent arguments of the command, with the texts of files they name. Throws Invalid if one may not be read.
 */
export function checkArguments(
  { profile, parameters, account: own, trusted_principals }: CheckInput,
  inside: Inside,
  paths: readonly string[],
  more: readonly string[] = [],
): { given: CheckArguments; files: ReadFiles } {
  const files = new Map<string, string>();
  const take = (option: string, file: { shown: string; text: string }) => {
    files.set(file.shown, file.text);
    return [`--${option}=${file.shown}`];
  };
  const inline = { shown: INLINE, text: typeof profile === "object" ? JSON.stringify(profile, null, 2) : "" };
  const args = [
    ...(profile === undefined ? [] : take("profile", typeof profile === "string" ? inside.read(profile) : inline)),
    ...(parameters === undefined ? [] : take("parameters", inside.read(parameters))),
    ...(own === undefined ? [] : [`--account=${own}`]),
    ...trusted_principals.map((principal) => `--allow-external-principals=${principal}`),
    ...more,
    "--",
    ...paths,
  ];
  return { given: readArguments(args), files: Object.fromEntries(files) };
}

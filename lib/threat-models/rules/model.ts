import { namedTable } from "#lib/member-name.ts";
export const MODEL_FORMATS = ["threat_composer", "threat_dragon_v1", "threat_dragon_v2", "otm"] as const;

export type ModelFormat = (typeof MODEL_FORMATS)[number];

export const AUTHOR_ROLES = ["guardian", "engineer", "jointly", "builder"] as const;

export type AuthorRole = (typeof AUTHOR_ROLES)[number];

export const ITEM_KINDS = ["threat", "mitigation", "assumption"] as const;

export type ItemKind = (typeof ITEM_KINDS)[number];

export const FORMAT_WORDS: Record<ModelFormat, string> = {
  threat_composer: "Threat Composer",
  threat_dragon_v1: "Threat Dragon 1",
  threat_dragon_v2: "Threat Dragon 2",
  otm: "Open Threat Model",
};

/** The supported tools, in words for file choosers. */
export const TOOLS = "Threat Composer, Threat Dragon or Open Threat Model";

export const AUTHOR_WORDS: Record<AuthorRole, string> = namedTable({
  guardian: "The guardian",
  engineer: "A security engineer",
  jointly: "Guardian and engineer together",
  builder: "Another builder",
});

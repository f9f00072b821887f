export const MODEL_FORMATS = ["threat_composer", "threat_dragon_v1", "threat_dragon_v2", "otm"] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];

export const AUTHOR_ROLES = ["guardian", "engineer", "jointly", "builder"] as const;
export type AuthorRole = (typeof AUTHOR_ROLES)[number];

export const ITEM_KINDS = ["threat", "mitigation", "assumption"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

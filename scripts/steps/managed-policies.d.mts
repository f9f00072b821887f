export const DATA_FILE: string;
export function extractManagedPolicies(folder?: string, to?: string): boolean;

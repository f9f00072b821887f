export { answer, errorAnswer, judge } from "./answer.ts";
export type { ManagedPolicy, WireRequest, WireResponse } from "./message.ts";
export { AccountResources } from "./neighbours/account-resources.ts";
export { PreviewStore } from "./preview-store.ts";
export { WireError } from "./wire-error.ts";

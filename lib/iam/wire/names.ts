/** Valid names of analyzers and archive rules. */
export const NAME = /[A-Za-z_][A-Za-z0-9_.-]{0,254}/;

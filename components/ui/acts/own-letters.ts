/** Where a letter is what someone writes, or belongs to what is open. */
export const OWN_LETTERS = "input, textarea, select, [contenteditable], [role=dialog], [role=menu]";

/** Makes a control hold a text as typing does: past the property that React has put on it to know its value. */
export function setText(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, text);
}

/** Messages about invalid fields, shared by schemas and form controls. */
export const FIELD_WORDS = {
  empty: "required",
  chosen: "choose one",
  number: "must be a number",
  wholeNumber: "must be a whole number",
  ungrouped: "must not contain thousands separators",
  email: "must be an email address",
  address: "must be an http:// or https:// address",
  userInfo: "must not contain a user name or password",
  day: "must be a date",
  wholeDay: "must be a full date: day, month and year",
} as const;

/** Messages about invalid fields, shared by schemas and form controls. */
export const FIELD_WORDS = {
  empty: "must not be empty",
  chosen: "must be chosen",
  number: "must be a number",
  wholeNumber: "must be a whole number",
  ungrouped: "must have no separator of thousands",
  email: "must be an e-mail address",
  address: "must be an http:// or https:// address",
  userInfo: "must not contain a user name or password",
  day: "must be a day",
  wholeDay: "must be a whole day: day, month and year",
} as const;

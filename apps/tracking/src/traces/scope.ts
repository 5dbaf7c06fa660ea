/** Which traces a search is about: SQL over a row of `traces` that the statement calls by this alias. */
export type Scope = (alias: string) => string;

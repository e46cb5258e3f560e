/** One change of a built module's text. */
export interface Patch {
  /** How the module's URL ends. */
  readonly module: string;
  readonly from: string;
  readonly to: string;
}

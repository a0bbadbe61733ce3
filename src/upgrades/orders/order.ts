/** How the versions of an ecosystem are ordered. */
export interface Order<Version> {
  /** `undefined` for what is no version of this ecosystem. */
  parse(text: string): Version | undefined
  /** Below zero when the left one is older. */
  compare(left: Version, right: Version): number
}

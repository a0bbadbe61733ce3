/** How a text about a credential is to be looked at. */
export interface Saying {
  /** The finding certainly is about a credential: then also prose that is not known for harmless goes. */
  readonly certain: boolean
  /** What is in quotes goes if it is not known for harmless; as `certain` when absent. */
  readonly strict?: boolean
  /** Names that may be told: the path, the file's name. */
  readonly names: ReadonlySet<string>
}

import type { NativeContext } from '../../native/format.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'

export interface Requirements {
  /** In the repository. */
  readonly path: string
  /** @param name as the report has it */
  lineOf(name: string): number | undefined
}

/** The requirements file that an audit is about: the one all of whose pinned packages it has looked at. pip-audit itself does not tell it. */
export function openRequirements({ nearby }: NativeContext, audited: readonly JsonObject[]): Requirements | undefined {
  const versions = new Map(audited.map(({ name, version }) => [normalised(asText(name) ?? ''), asText(version)]))
  const file = nearby(['requirements.txt'], (text) => {
    const pins = pinsOf(text)
    return pins.length > 0 && pins.every(({ name, version }) => versions.get(name) === version)
  })
  if (file === undefined) return undefined
  const lines = new Map(pinsOf(file.text).map(({ name, line }) => [name, line]))
  return { path: file.path, lineOf: (name) => lines.get(normalised(name)) }
}

interface Pin {
  readonly name: string
  readonly version: string
  /** 1-based. */
  readonly line: number
}

/** `flask==0.12.2`, with extras and markers left out. Source: packaging.python.org, dependency specifiers. */
function pinsOf(text: string): readonly Pin[] {
  return text.split('\n').flatMap((row, index) => {
    const [, name, version] = /^\s{0,9}([A-Za-z0-9][\w.-]{0,200})(?:\[[\w,. -]{0,200}\])?\s{0,9}==\s{0,9}([\w.!+]{1,100})/.exec(row) ?? []
    return name === undefined || version === undefined ? [] : [{ name: normalised(name), version, line: index + 1 }]
  })
}

/** Source: packaging.python.org, name normalization. */
function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

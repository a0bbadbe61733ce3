import type { Severity } from '../../finding.js'

/** What the words mean in general. Lint words are levels; `unknown` and the like are no answer. */
export const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'CRITICAL'],
  ['blocker', 'CRITICAL'],
  ['very high', 'CRITICAL'],
  ['very-high', 'CRITICAL'],
  ['high', 'HIGH'],
  ['important', 'HIGH'],
  ['error', 'HIGH'],
  ['major', 'HIGH'],
  ['medium', 'MEDIUM'],
  ['moderate', 'MEDIUM'],
  ['warning', 'MEDIUM'],
  ['low', 'LOW'],
  ['minor', 'LOW'],
  ['note', 'LOW'],
  ['style', 'LOW'],
  ['weak warning', 'LOW'],
  ['negligible', 'INFORMATIONAL'],
  ['info', 'INFORMATIONAL'],
  ['information', 'INFORMATIONAL'],
  ['informational', 'INFORMATIONAL'],
])

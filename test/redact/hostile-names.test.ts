/** Rule ids, names of tools, categories, organisations and places that hold a credential or a path of the machine. */
import { describe, expect, test } from '@jest/globals'
import type { Finding, ReportRun } from '../../src/finding.js'
import { createRedactor } from '../../src/redact.js'
import { FAKES } from './fakes.js'

const redactor = createRedactor({ roots: ['/home/runner/work/shop/shop'] })
const TOKENS = Object.values(FAKES)

const FINDING: Finding = {
  kind: 'code',
  rule: { id: 'X1', tags: [] },
  severity: { label: 'HIGH', original: 'high' },
  message: 'x',
  otherLocations: [],
  cwes: [],
  fingerprints: [],
  requirements: [],
  secrets: [],
}

const run = (name: string): ReportRun => ({
  tool: { name, version: name, vendor: name },
  category: name,
  complete: () => true,
  problems: () => [],
  partlyScanned: [name],
  partlyScannedPackages: [name],
  readings: () => [],
})

/** How a name can hold a credential. */
const NAMES: readonly ((token: string) => string)[] = [
  (token) => token,
  (token) => `acme/${token}`,
  (token) => `acme:${token}:x`,
  (token) => `scan-${token}`.replace(/(scan-)(?=[a-z])/, '$1/'),
  (token) => `nightly (${token})`,
  (token) => `https://${token}@git.acme.test/org`,
  (token) => `${token.slice(0, 9)}\u200b${token.slice(9)}`,
  (token) => encodeURIComponent(`acme/${token}`),
  (token) => `category/${token}/`,
]

describe('a credential in a name', () => {
  test.each(NAMES.map((name) => [name('TOKEN'), name] as const))('is taken out of %j', (_name, name) => {
    const left = TOKENS.filter((token) => {
      const { tool, category, partlyScanned, partlyScannedPackages } = redactor.run(run(name(token)))
      const { rule } = redactor.finding({ ...FINDING, rule: { id: name(token), name: name(token), tags: [name(token)] } })
      return JSON.stringify([tool, category, partlyScanned, partlyScannedPackages, rule]).replaceAll('\u200b', '').includes(token)
    })
    expect(left).toEqual([])
  })
})

/** Each names somebody. */
const PLACES = [
  'builds/somebody/shop/src/a.py',
  './builds/somebody/shop/src/a.py',
  'file:///builds/somebody/shop/src/a.py',
  'builds/Xy3kL9aB/0/somebody/shop/a.py',
  '<project /home/somebody/shop>',
  'project:/home/somebody/shop/a.py',
  '(/home/somebody/shop/a.py)',
  'file:///C:/Users/somebody/shop/a.py',
  'file:///c%3A/Users/somebody/shop/a.py',
  'file:///C|/Users/somebody/shop/a.py',
  'file://localhost/home/somebody/a.py',
  'file:/home/somebody/a.py',
  'FILE:///home/somebody/a.py',
  'file:///home/somebody',
  'file:///home%2Fsomebody/a.py',
  'vscode://file/home/somebody/a.py',
  'jar:file:/home/somebody/lib/a.jar!/A.class',
  'zip:///home/somebody/a.zip',
  'C:\\Users\\somebody\\a.py',
  'c:/users/somebody/a.py',
  '\\\\?\\C:\\Users\\somebody\\a.py',
  '/mnt/c/Users/somebody/a.py',
  '/cygdrive/c/Users/somebody/a.py',
  '/c/Users/somebody/a.py',
  '~somebody/a.py',
  'home/somebody/shop/a.py',
  'Users/somebody/shop/a.py',
  '../../../home/somebody/a.py',
  '..\\..\\Users\\somebody\\a.py',
  '"/home/somebody/a.py"',
  'at=/home/somebody/a.py',
  '/export/home/somebody/a.py',
  '/var/home/somebody/a.py',
  '/workspace/somebody@acme/home/somebody/a.py'.slice(24),
]

describe('a path of the machine', () => {
  test.each(PLACES)('names nobody: %s', (place) => {
    const location = { uri: place, logicalName: place }
    const { message, location: at, image } = redactor.finding({ ...FINDING, message: `Found in ${place}.`, location, image: place })
    expect(JSON.stringify([at, image])).not.toContain('somebody')
    // In a sentence a path without its root may as well be one of the repository.
    if (!/^(?:\.\/)?(?:builds|home|Users)\//.test(place)) expect(message).not.toContain('somebody')
  })
})

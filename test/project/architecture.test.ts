import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'

/** From the top to the bottom: a file may import from its own layer folder and from layers below, never upwards or sideways. */
const LAYERS: readonly (readonly string[])[] = [
  ['index.ts'],
  ['main.ts'],
  ['steps/'],
  ['inputs.ts', 'read-run-context.ts', 'remote-workspace.ts', 'young-generation.ts'],
  ['problems/'],
  ['workspace.ts', 'owners/', 'reports/', 'identity/', 'asff/', 'securityhub/', 'github/', 'upgrades/', 'output/'],
  ['ecosystem.ts', 'tags.ts'],
  ['run-result.ts', 'run-context.ts', 'redact.ts', 'wrong-inputs.ts'],
  ['redact/'],
  [
    'advisory-names.ts',
    'branch-patterns.ts',
    'compare-texts.ts',
    'disjoint-sets.ts',
    'finding.ts',
    'matrix-category.ts',
    'payload.ts',
    'errors.ts',
    'groups.ts',
    'hidden-characters.ts',
    'longest-text.ts',
    'turn.ts',
    'regular-file.ts',
  ],
]

/** The rooms of `src/reports/` in the same order: what a report passes through last stands on top. */
const ROOMS: readonly (readonly string[])[] = [
  ['open.ts'],
  ['recognise/'],
  ['sarif/', 'tools/'],
  ['native/'],
  ['find/', 'containers/', 'documents/'],
  ['files/', 'paths/'],
  ['vocabulary/'],
  ['limits.ts'],
]

/** What only the edge may touch, and who the edge is. */
const EDGE: readonly (readonly [what: string, pattern: RegExp, allowed: readonly string[]])[] = [
  ['the environment', /\bprocess\.env\b|\benv\b\s*\}\s*=\s*process/, ['index.ts', 'securityhub/client.ts', 'securityhub/credentials.ts']],
  ['the clock', /\bnew Date\(\)|\bDate\.now\(\)/, ['index.ts']],
  [
    'the AWS SDK at run time',
    /^import (?!type)[^;\n]*from '@aws-sdk/m,
    ['securityhub/client.ts', 'securityhub/credentials.ts', 'securityhub/client-options.ts'],
  ],
  ['the toolkit', /from '@actions\/core'/, ['index.ts', 'output/log.ts', 'output/github-step.ts']],
  ['any', /\bas any\b|: any\b|<any>/, []],
]

const REPORTS = 'reports/'

const files = sources('src')

describe('imports', () => {
  test.each(files)('%s imports downwards only', (file) => {
    for (const target of importsOf(file))
      expect(`${sourceName(target)}: ${way(sourceName(file), sourceName(target), LAYERS)}`).toContain(': down')
  })

  test.each(files.filter((file) => sourceName(file).startsWith(REPORTS)))(
    '%s imports downwards only among the rooms of reports',
    (file) => {
      const targets = importsOf(file).filter((target) => sourceName(target).startsWith(REPORTS))
      for (const target of targets) expect(`${sourceName(target)}: ${way(inReports(file), inReports(target), ROOMS)}`).toContain(': down')
    },
  )

  test('no files import each other, not even in a circle of several, types included', () => {
    expect(circlesOf(new Map(files.map((file) => [file, importsOf(file)])))).toEqual([])
  })

  test('the local Security Hub imports nothing of what it judges', () => {
    const own = sources('local-hub').filter((file) => file.endsWith('.ts') && !file.startsWith('local-hub/test/'))
    expect(own.flatMap(importsOf).filter((target) => !target.startsWith('local-hub/'))).toEqual([])
    expect(circlesOf(new Map(own.map((file) => [file, importsOf(file)])))).toEqual([])
  })

  test('a circle is found', () => {
    const imports = new Map(Object.entries({ a: ['b', 'e'], b: ['c'], c: ['d', 'a'], d: [], e: ['e'] }))
    expect(circlesOf(imports)).toEqual([['a', 'b', 'c'], ['e']])
  })

  test('the neutral model and the errors import nothing', () => {
    expect([...importsOf('src/finding.ts'), ...importsOf('src/errors.ts')]).toEqual([])
  })
})

test.each(EDGE)('%s stays at the edge', (_what, pattern, allowed) => {
  const users = files.filter((file) => pattern.test(withoutComments(file))).map(sourceName)
  expect(users.filter((file) => !allowed.includes(file))).toEqual([])
})

test('no file is longer than 300 lines', () => {
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301).map(sourceName)
  expect(long).toEqual([])
})

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : [path]
  })
}

function importsOf(file: string): string[] {
  return [...withoutComments(file).matchAll(/(?:\bfrom|\bimport|\bimport\() ?'(\.[^']+)'/g)].map(([, target = '']) =>
    normalize(join(dirname(file), target)).replace(/\.js$/, '.ts'),
  )
}

/** The index may import everything, and files of one folder each other. */
function way(from: string, to: string, layers: readonly (readonly string[])[]): 'down' | 'not down' {
  const [above, below] = [layerOf(from, layers), layerOf(to, layers)]
  const sameFolder = from.includes('/') && from.split('/')[0] === to.split('/')[0]
  return above < below || sameFolder ? 'down' : 'not down'
}

function layerOf(name: string, layers: readonly (readonly string[])[]): number {
  const layer = layers.findIndex((entries) => entries.some((entry) => (entry.endsWith('/') ? name.startsWith(entry) : name === entry)))
  if (layer === -1) throw new Error(`${name} has no layer: add it to LAYERS or ROOMS`)
  return layer
}

/** Sets of files each of which leads to all the others, in alphabetical order; a file that imports itself is one. */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const reached = new Map([...imports.keys()].map((file) => [file, reachedFrom(file, imports)]))
  const leads = (from: string, to: string) => reached.get(from)?.has(to) === true
  const inCircles = [...imports.keys()].filter((file) => leads(file, file)).sort()
  const circles = inCircles.map((file) => inCircles.filter((other) => leads(file, other) && leads(other, file)))
  return circles.filter((circle, index) => circle[0] === inCircles[index])
}

function reachedFrom(file: string, imports: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>()
  const open = [file]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const target of imports.get(next) ?? []) {
      if (reached.has(target)) continue
      reached.add(target)
      open.push(target)
    }
  }
  return reached
}

function inReports(file: string): string {
  return sourceName(file).slice(REPORTS.length)
}

function sourceName(file: string): string {
  return relative('src', file)
}

function withoutComments(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
}

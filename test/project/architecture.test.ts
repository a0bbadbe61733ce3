import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'

/** From the top to the bottom: a file may import from its own layer folder and from layers below, never upwards or sideways. */
const LAYERS: readonly (readonly string[])[] = [
  ['index.ts'],
  ['main.ts'],
  ['steps/'],
  ['inputs.ts', 'read-run-context.ts', 'remote-workspace.ts', 'young-generation.ts'],
  ['workspace.ts', 'reports/', 'identity/', 'asff/', 'securityhub/', 'github/', 'output/'],
  ['run-result.ts', 'run-context.ts', 'redact.ts', 'wrong-inputs.ts'],
  ['redact/'],
  ['finding.ts', 'errors.ts', 'group-by.ts', 'hidden-characters.ts', 'turn.ts', 'regular-file.ts'],
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

const files = sources('src')

describe('imports', () => {
  test.each(files)('%s imports downwards only', (file) => {
    for (const target of importsOf(file)) {
      const [from, to] = [layerOf(file), layerOf(target)]
      const sameFolder = sourceName(file).split('/')[0] === sourceName(target).split('/')[0]
      expect(
        `${sourceName(file)} (${from}) → ${sourceName(target)} (${to}): ${from < to || sameFolder || from === 0 ? 'down' : 'not down'}`,
      ).toContain(': down')
    }
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
  return [...withoutComments(file).matchAll(/(?:from|import) '(\.[^']+)'/g)].map(([, target = '']) =>
    normalize(join(dirname(file), target)).replace(/\.js$/, '.ts'),
  )
}

function layerOf(file: string): number {
  const name = sourceName(file)
  const layer = LAYERS.findIndex((entries) => entries.some((entry) => (entry.endsWith('/') ? name.startsWith(entry) : name === entry)))
  if (layer === -1) throw new Error(`${name} has no layer: add it to LAYERS`)
  return layer
}

function sourceName(file: string): string {
  return relative('src', file)
}

function withoutComments(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
}
